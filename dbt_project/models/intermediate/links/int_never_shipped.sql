-- Grain: order state × credit leg of a channel that never shipped, in whole or in part (M4.5). Units that the
-- channel cancelled, at most what the hub has not shipped; and units of a sale that the hub voided
-- or cut, whatever the refund says: these have nothing to reverse there. Oldest refund first.
with order_legs as (
    select * from {{ ref('int_order_legs') }}
),

sales as (
    select * from {{ ref('int_sales') }}
),

credit_legs as (
    select
        order_legs.order_state_id,
        order_legs.source_leg_id,
        order_legs.units,
        order_legs.cancelled_units,
        sales.unshipped_units,
        coalesce(sales.cut_units, 0) as cut_units,
        sum(order_legs.units) over refund_order - order_legs.units as units_before,
        sum(order_legs.cancelled_units) over refund_order - order_legs.cancelled_units
            as cancelled_before,
    from order_legs
    left join sales
        on order_legs.order_key = sales.order_key and order_legs.sku = sales.sku
    where
        order_legs.is_live
        and order_legs.tier = 'channel'
        and order_legs.leg_kind = 'credit'
        and order_legs.units > 0
    window refund_order as (
        partition by order_legs.order_state_id, order_legs.sku
        order by order_legs.posted_date, order_legs.source_leg_id
        rows between unbounded preceding and current row
    )
),

bounded_legs as (
    select
        order_state_id,
        source_leg_id,
        units,
        greatest(least(units, cut_units - units_before), 0) as nothing_to_reverse_units,
        case
            when unshipped_units is null then cancelled_units
            else greatest(least(cancelled_units, unshipped_units - cancelled_before), 0)
        end as cancelled_units,
    from credit_legs
)

select
    order_state_id,
    source_leg_id,
    cast(nothing_to_reverse_units as decimal(18, 4)) as nothing_to_reverse_units,
    cast(least(units, greatest(cancelled_units, nothing_to_reverse_units)) as decimal(18, 4))
        as never_shipped_units,
from bounded_legs
where cancelled_units > 0 or nothing_to_reverse_units > 0
