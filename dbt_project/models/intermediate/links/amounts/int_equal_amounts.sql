-- Grain: order state × credit without units that fits no lacking credit, laid to the return whose
-- amount in another tier it equals (M5, `order_amount`): a credit by amount that is laid already,
-- else one that names its SKU, else one of an earlier tier, equals in date order; else a return of
-- units, which then holds it beside its units. What a document set links stays together: the
-- credits of its first tier are compared, those of later tiers go where these go.
with amount_links as (
    select * from {{ ref('int_amount_links') }} where place = 1
),

amount_credits as (
    select
        amount_credits.*,
        {{ cell_bit('amount_credits.tier', "'financial'") }} as cell_bit,
        amount_links.return_set_id as laid_set_id,
        amount_links.sku as laid_sku,
        row_number() over (
            partition by
                amount_credits.order_state_id, amount_credits.tier, amount_credits.amount
            order by amount_credits.posted_date, amount_credits.source_leg_id
        ) as equal_number,
        row_number() over (
            partition by
                amount_credits.order_state_id, amount_credits.tier, amount_credits.amount,
                amount_credits.sku
            order by amount_credits.posted_date, amount_credits.source_leg_id
        ) as sku_number,
    from {{ ref('int_amount_credits') }} as amount_credits
    left join amount_links
        on
            amount_credits.order_state_id = amount_links.order_state_id
            and amount_credits.source_leg_id = amount_links.source_leg_id
),

ranked_credits as (
    select
        *,
        case when laid_set_id is not null then 0 when sku is not null then 1000 else 2000 end
        + cell_bit as precedence,
    from amount_credits
),

remaining_credits as (
    select
        *,
        cell_bit = min(cell_bit) over (partition by order_state_id, set_id) as is_first_of_set,
    from ranked_credits
    where laid_set_id is null
),

first_credits as (
    select * from remaining_credits where is_first_of_set
),

led_credits as (
    select
        follower.order_state_id,
        follower.source_leg_id,
        leader.source_leg_id as leader_leg_id,
        coalesce(leader.laid_set_id, leader.set_id) as return_set_id,
        coalesce(leader.laid_sku, leader.sku) as sku,
    from first_credits as follower
    inner join ranked_credits as leader
        on
            follower.order_state_id = leader.order_state_id
            and follower.tier <> leader.tier
            and follower.set_id <> leader.set_id
            and follower.precedence > leader.precedence
            and abs(follower.amount - leader.amount) <= follower.amount_tolerance
            and case
                when follower.sku is null then follower.equal_number = leader.equal_number
                else follower.sku = leader.sku and follower.sku_number = leader.sku_number
            end
    qualify row_number() over (
        partition by follower.order_state_id, follower.source_leg_id
        order by
            leader.precedence,
            abs(follower.amount - leader.amount),
            leader.posted_date,
            leader.source_leg_id
    ) = 1
),

-- Who follows a follower goes where that one goes.
equal_credits as (
    select
        led_credits.order_state_id,
        led_credits.source_leg_id,
        coalesce(leaders.return_set_id, led_credits.return_set_id) as return_set_id,
        case
            when leaders.source_leg_id is null then led_credits.sku else leaders.sku
        end as sku,
    from led_credits
    left join led_credits as leaders
        on
            led_credits.order_state_id = leaders.order_state_id
            and led_credits.leader_leg_id = leaders.source_leg_id
),

return_amounts as (
    select
        order_state_id,
        return_set_id,
        tier,
        min(first_posted_date) as first_posted_date,
        min(sku) as sku,
        sum(revenue_amount) as revenue_amount,
    from {{ ref('int_lacking_credits') }}
    group by all
    having sum(revenue_amount) <> 0
),

unit_returns as (
    select
        first_credits.order_state_id,
        first_credits.source_leg_id,
        return_amounts.return_set_id,
        return_amounts.sku,
    from first_credits
    inner join return_amounts
        on
            first_credits.order_state_id = return_amounts.order_state_id
            and first_credits.tier <> return_amounts.tier
            and abs(first_credits.amount - return_amounts.revenue_amount)
            <= first_credits.amount_tolerance
    left join equal_credits
        on
            first_credits.order_state_id = equal_credits.order_state_id
            and first_credits.source_leg_id = equal_credits.source_leg_id
    where first_credits.sku is null and equal_credits.source_leg_id is null
    qualify row_number() over (
        partition by first_credits.order_state_id, first_credits.source_leg_id
        order by return_amounts.first_posted_date, return_amounts.return_set_id, return_amounts.tier
    ) = 1
),

laid_credits as (
    select * from equal_credits
    union all
    select * from unit_returns
),

-- Of several credits in the set's first tier, the one of the same amount leads.
set_followers as (
    select
        follower.order_state_id,
        follower.source_leg_id,
        laid_credits.return_set_id,
        laid_credits.sku,
    from remaining_credits as follower
    inner join first_credits
        on
            follower.order_state_id = first_credits.order_state_id
            and follower.set_id = first_credits.set_id
            and coalesce(follower.sku, '') = coalesce(first_credits.sku, '')
    inner join laid_credits
        on
            first_credits.order_state_id = laid_credits.order_state_id
            and first_credits.source_leg_id = laid_credits.source_leg_id
    where not follower.is_first_of_set
    qualify row_number() over (
        partition by follower.order_state_id, follower.source_leg_id
        order by abs(follower.amount - first_credits.amount), first_credits.source_leg_id
    ) = 1
)

select * from laid_credits
union all
select * from set_followers
