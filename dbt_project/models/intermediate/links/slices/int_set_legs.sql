-- Grain: leg with units that a slice can hold, on the axis of its set × SKU × cell: from the unit
-- at which it starts to the one at which it ends. Goods units only (M4.4), posted and live,
-- manual ones and batches apart. Units that never shipped come last on the axis, so that they can
-- be told apart; of one day the leg's key decides, so that no order of landing does (M5.7).
with order_legs as (
    select * from {{ ref('int_order_legs') }}
),

never_shipped as (
    select * from {{ ref('int_never_shipped') }}
),

unit_legs as (
    select
        order_legs.order_state_id,
        order_legs.set_id,
        order_legs.sku,
        order_legs.kit_sku,
        order_legs.cell_bit,
        order_legs.tier,
        order_legs.layer,
        order_legs.source_leg_id,
        order_legs.document_key,
        order_legs.posted_date,
        abs(order_legs.units) as units,
        case when order_legs.units < 0 then -1 else 1 end as direction,
        coalesce(never_shipped.never_shipped_units, 0) as never_shipped_units,
    from order_legs
    left join never_shipped
        on
            order_legs.order_state_id = never_shipped.order_state_id
            and order_legs.source_leg_id = never_shipped.source_leg_id
    where
        order_legs.is_live
        and not order_legs.is_manual
        and not order_legs.is_batch
        and order_legs.sku is not null
        and order_legs.units <> 0
        and order_legs.leg_kind in ('credit', 'restock', 'unrestock', 'cost_reversal')
)

select
    *,
    sum(units) over axis - units as unit_from,
    sum(units) over axis as unit_to,
from unit_legs
window axis as (
    partition by order_state_id, set_id, sku, cell_bit, direction
    order by never_shipped_units / units, posted_date, source_leg_id
    rows between unbounded preceding and current row
)
