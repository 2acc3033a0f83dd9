-- Grain: order state × credit leg of a channel that never shipped, in whole or in part (M4.5),
-- the oldest refund first. Units that the channel cancelled, at most what the hub has not
-- shipped; and units of a sale that the hub voided or cut, whatever the refund says: these have
-- nothing to reverse there. Cut units are the cancelled ones before they are any other's. What never
-- left nobody keeps, whatever the refund says: only the rest of the leg is kept.
with order_legs as (
    select * from {{ ref('int_order_legs') }}
),

sales as (
    select * from {{ ref('int_sales') }}
),

credit_legs as (
    select
        order_legs.order_state_id,
        order_legs.sku,
        order_legs.source_leg_id,
        order_legs.posted_date,
        order_legs.units,
        order_legs.kept_units as declared_kept_units,
        least(order_legs.units, order_legs.cancelled_units) as declared_units,
        sales.unshipped_units,
        coalesce(sales.cut_units, 0) as cut_units,
    from order_legs
    left join sales
        on order_legs.order_key = sales.order_key and order_legs.sku = sales.sku
    where
        order_legs.is_live
        and order_legs.tier = 'channel'
        and order_legs.leg_kind = 'credit'
        and order_legs.units > 0
),

bounded_legs as (
    select
        *,
        -- Where no hub says what it has shipped, nothing bounds what the channel declares.
        greatest(
            least(
                declared_units,
                unshipped_units - (sum(declared_units) over refund_order - declared_units)
            ),
            0
        ) as cancelled_units,
    from credit_legs
    window refund_order as (
        partition by order_state_id, sku
        order by posted_date, source_leg_id
        rows between unbounded preceding and current row
    )
),

running_legs as (
    select
        *,
        sum(cancelled_units) over refund_order - cancelled_units as cancelled_before,
        sum(units - cancelled_units) over refund_order - (units - cancelled_units)
            as others_before,
        sum(cancelled_units) over (partition by order_state_id, sku) as cancelled_total,
    from bounded_legs
    window refund_order as (
        partition by order_state_id, sku
        order by posted_date, source_leg_id
        rows between unbounded preceding and current row
    )
),

cut_legs as (
    select
        order_state_id,
        source_leg_id,
        units,
        declared_kept_units,
        cancelled_units,
        greatest(least(cancelled_units, cut_units - cancelled_before), 0) as cut_cancelled_units,
        greatest(
            least(units - cancelled_units, cut_units - cancelled_total - others_before), 0
        ) as cut_other_units,
    from running_legs
)

select
    order_state_id,
    source_leg_id,
    cast(cut_cancelled_units + cut_other_units as decimal(18, 4)) as nothing_to_reverse_units,
    cast(cancelled_units + cut_other_units as decimal(18, 4)) as never_shipped_units,
    cast(
        least(declared_kept_units, units - cancelled_units - cut_other_units) as decimal(18, 4)
    ) as kept_units,
from cut_legs
where cancelled_units > 0 or cut_other_units > 0
