-- Grain: order state × credit without units × return × SKU that it is laid to (M5, `order_amount`):
-- naming the SKU, the units of it that lack a credit in its tier, else the last return that has one;
-- naming none, all that one return lacks in its tier, or all of them together, when the amount
-- says so; else the return whose amount in another tier it equals. What fits none opens its own.
with amount_credits as (
    select * from {{ ref('int_amount_credits') }}
),

lacking_credits as (
    select * from {{ ref('int_lacking_credits') }}
),

-- 1. The SKU is named. The first such leg takes what lacks, a further one adds to the last.
named_lines as (
    select
        amount_credits.order_state_id,
        amount_credits.source_leg_id,
        lacking_credits.return_set_id,
        lacking_credits.sku,
        lacking_credits.lacking_units as units,
        lacking_credits.lacking_units as share_weight,
        lacking_credits.first_posted_date,
    from amount_credits
    inner join lacking_credits
        on
            amount_credits.order_state_id = lacking_credits.order_state_id
            and amount_credits.tier = lacking_credits.tier
            and amount_credits.sku = lacking_credits.sku
            and lacking_credits.lacking_units > 0
    where amount_credits.leg_number = 1 and amount_credits.takes_units
),

last_lines as (
    select
        amount_credits.order_state_id,
        amount_credits.source_leg_id,
        lacking_credits.return_set_id,
        lacking_credits.sku,
        cast(null as decimal(18, 4)) as units,
        1 as share_weight,
        lacking_credits.first_posted_date,
    from amount_credits
    inner join lacking_credits
        on
            amount_credits.order_state_id = lacking_credits.order_state_id
            and amount_credits.tier = lacking_credits.tier
            and amount_credits.sku = lacking_credits.sku
    left join named_lines
        on
            amount_credits.order_state_id = named_lines.order_state_id
            and amount_credits.source_leg_id = named_lines.source_leg_id
    where named_lines.source_leg_id is null
    qualify row_number() over (
        partition by amount_credits.order_state_id, amount_credits.source_leg_id
        order by
            lacking_credits.credited_units > 0 desc,
            lacking_credits.first_posted_date desc,
            lacking_credits.return_set_id desc
    ) = 1
),

-- 2. No SKU is named: what each return lacks in the tier.
lacking_returns as (
    select
        order_state_id,
        return_set_id,
        tier,
        min(first_posted_date) as first_posted_date,
        sum(lacking_amount) as lacking_amount,
        bool_or(lacking_units > 0 and lacking_amount is null) as has_unknown_price,
        sum(sum(lacking_amount)) over (partition by order_state_id, tier) as order_lacking_amount,
    from lacking_credits
    group by order_state_id, return_set_id, tier
    having bool_or(lacking_units > 0)
),

-- Legs and returns of one amount meet in date order, never two on one.
fitting_returns as (
    select
        amount_credits.order_state_id,
        amount_credits.source_leg_id,
        lacking_returns.return_set_id,
        row_number() over (
            partition by amount_credits.order_state_id, amount_credits.source_leg_id
            order by lacking_returns.first_posted_date, lacking_returns.return_set_id
        ) as return_number,
        row_number() over (
            partition by
                amount_credits.order_state_id, amount_credits.tier, lacking_returns.return_set_id
            order by amount_credits.posted_date, amount_credits.source_leg_id
        ) as fitting_leg_number,
    from amount_credits
    inner join lacking_returns
        on
            amount_credits.order_state_id = lacking_returns.order_state_id
            and amount_credits.tier = lacking_returns.tier
            and not lacking_returns.has_unknown_price
            and abs(amount_credits.amount - lacking_returns.lacking_amount)
            <= amount_credits.amount_tolerance
    where amount_credits.sku is null
),

one_return as (
    select order_state_id, source_leg_id, return_set_id
    from fitting_returns
    where return_number = fitting_leg_number
),

all_returns as (
    select
        amount_credits.order_state_id,
        amount_credits.source_leg_id,
        lacking_returns.return_set_id,
    from amount_credits
    inner join lacking_returns
        on
            amount_credits.order_state_id = lacking_returns.order_state_id
            and amount_credits.tier = lacking_returns.tier
            and abs(amount_credits.amount - lacking_returns.order_lacking_amount)
            <= amount_credits.amount_tolerance
    left join one_return
        on
            amount_credits.order_state_id = one_return.order_state_id
            and amount_credits.source_leg_id = one_return.source_leg_id
    where
        amount_credits.sku is null
        and amount_credits.leg_number = 1
        and one_return.source_leg_id is null
),

unnamed_lines as (
    select
        found_returns.order_state_id,
        found_returns.source_leg_id,
        lacking_credits.return_set_id,
        lacking_credits.sku,
        lacking_credits.lacking_units as units,
        cast(lacking_credits.lacking_amount as decimal(18, 4)) as share_weight,
        lacking_credits.first_posted_date,
    from (
        select * from one_return
        union all
        select * from all_returns
    ) as found_returns
    inner join amount_credits
        on
            found_returns.order_state_id = amount_credits.order_state_id
            and found_returns.source_leg_id = amount_credits.source_leg_id
    inner join lacking_credits
        on
            found_returns.order_state_id = lacking_credits.order_state_id
            and found_returns.return_set_id = lacking_credits.return_set_id
            and amount_credits.tier = lacking_credits.tier
            and lacking_credits.lacking_units > 0
),

all_lines as (
    select * from named_lines
    union all
    select * from last_lines
    union all
    select * from unnamed_lines
)

select
    order_state_id,
    source_leg_id,
    return_set_id,
    sku,
    units,
    share_weight,
    row_number() over (
        partition by order_state_id, source_leg_id
        order by first_posted_date, return_set_id, sku
    ) as place,
from all_lines
