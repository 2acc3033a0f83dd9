-- Grain: order state × credit leg that pays back price and no goods (M4.4): its unit price is below
-- the contract's part of the sale's, and its own document set brings nothing back. Of such
-- candidates those are returns after all that ask for restocked units for which no other credit
-- asks, oldest first in each tier.
with state_legs as (
    select * from {{ ref('int_state_legs') }}
    where is_live and not is_manual
),

sales as (
    select * from {{ ref('int_sales') }}
),

channels as (
    select company, channel, price_only_below, valid_from, valid_to
    from {{ ref('int_channels') }}
),

stocked_sets as (
    select order_state_id, set_id, sku
    from state_legs
    where layer = 'inventory' and (units <> 0 or kept_units <> 0 or missing_units <> 0)
),

-- A line at price 0 in the sale is goods, however little it pays back.
candidates as (
    select
        state_legs.order_state_id,
        state_legs.source_leg_id,
        state_legs.tier,
        state_legs.sku,
        state_legs.units,
        state_legs.posted_date,
    from state_legs
    inner join sales
        on state_legs.order_key = sales.order_key and state_legs.sku = sales.sku
    inner join channels
        on
            state_legs.company = channels.company
            and state_legs.channel = channels.channel
            and {{ holds_on('state_legs.posted_date', 'channels') }}
    left join stocked_sets
        on
            state_legs.order_state_id = stocked_sets.order_state_id
            and state_legs.set_id = stocked_sets.set_id
            and state_legs.sku = stocked_sets.sku
    where
        state_legs.leg_kind = 'credit'
        and state_legs.units > 0
        and state_legs.cancelled_units = 0
        and stocked_sets.set_id is null
        and sales.sale_unit_price_amount > 0
        and state_legs.base_net_amount
        < state_legs.units
        * cast(sales.sale_unit_price_amount * channels.price_only_below as decimal(28, 6))
),

tier_units as (
    select
        state_legs.order_state_id,
        state_legs.sku,
        state_legs.tier,
        sum(state_legs.units) filter (state_legs.leg_kind in ('restock', 'unrestock'))
            as restocked_units,
        sum(state_legs.units) filter (
            state_legs.leg_kind = 'credit' and candidates.source_leg_id is null
        ) as credited_units,
    from state_legs
    left join candidates
        on
            state_legs.order_state_id = candidates.order_state_id
            and state_legs.source_leg_id = candidates.source_leg_id
    group by all
),

unasked_units as (
    select
        order_state_id,
        sku,
        max(coalesce(restocked_units, 0)) - max(coalesce(credited_units, 0)) as units,
    from tier_units
    group by all
),

running_candidates as (
    select
        *,
        sum(units) over (
            partition by order_state_id, sku, tier
            order by posted_date, source_leg_id
            rows between unbounded preceding and current row
        ) as units_so_far,
    from candidates
)

select
    running_candidates.order_state_id,
    running_candidates.source_leg_id,
from running_candidates
inner join unasked_units
    on
        running_candidates.order_state_id = unasked_units.order_state_id
        and running_candidates.sku = unasked_units.sku
where running_candidates.units_so_far > unasked_units.units
