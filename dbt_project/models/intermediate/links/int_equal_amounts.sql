-- Grain: order state × credit without units that fits no lacking credit, laid to the return whose
-- amount in another tier it equals (M5, `order_amount`): a credit by amount of an earlier tier, equals
-- in date order; else a return of units, which then holds it beside its units.
with remaining_credits as (
    select
        amount_credits.*,
        {{ cell_bit('amount_credits.tier', "'financial'") }} as cell_bit,
        row_number() over (
            partition by
                amount_credits.order_state_id, amount_credits.tier, amount_credits.amount
            order by amount_credits.posted_date, amount_credits.source_leg_id
        ) as equal_number,
    from {{ ref('int_amount_credits') }} as amount_credits
    left join {{ ref('int_amount_links') }} as amount_links
        on
            amount_credits.order_state_id = amount_links.order_state_id
            and amount_credits.source_leg_id = amount_links.source_leg_id
    where amount_links.source_leg_id is null
),

lacking_credits as (
    select * from {{ ref('int_lacking_credits') }}
),

earlier_credits as (
    select
        later.order_state_id,
        later.source_leg_id,
        earlier.set_id as return_set_id,
        earlier.sku,
    from remaining_credits as later
    inner join remaining_credits as earlier
        on
            later.order_state_id = earlier.order_state_id
            and later.cell_bit > earlier.cell_bit
            and later.equal_number = earlier.equal_number
            and later.sku is not distinct from earlier.sku
            and abs(later.amount - earlier.amount) <= later.amount_tolerance
    qualify row_number() over (
        partition by later.order_state_id, later.source_leg_id
        order by
            earlier.cell_bit,
            abs(later.amount - earlier.amount),
            earlier.posted_date,
            earlier.source_leg_id
    ) = 1
),

return_amounts as (
    select
        order_state_id,
        return_set_id,
        tier,
        min(first_posted_date) as first_posted_date,
        min(sku) as sku,
        sum(revenue_amount) as revenue_amount,
    from lacking_credits
    group by all
    having sum(revenue_amount) <> 0
),

unit_returns as (
    select
        remaining_credits.order_state_id,
        remaining_credits.source_leg_id,
        return_amounts.return_set_id,
        return_amounts.sku,
    from remaining_credits
    inner join return_amounts
        on
            remaining_credits.order_state_id = return_amounts.order_state_id
            and remaining_credits.tier <> return_amounts.tier
            and abs(remaining_credits.amount - return_amounts.revenue_amount)
            <= remaining_credits.amount_tolerance
    left join earlier_credits
        on
            remaining_credits.order_state_id = earlier_credits.order_state_id
            and remaining_credits.source_leg_id = earlier_credits.source_leg_id
    where remaining_credits.sku is null and earlier_credits.source_leg_id is null
    qualify row_number() over (
        partition by remaining_credits.order_state_id, remaining_credits.source_leg_id
        order by return_amounts.first_posted_date, return_amounts.return_set_id, return_amounts.tier
    ) = 1
)

select * from earlier_credits
union all
select * from unit_returns
