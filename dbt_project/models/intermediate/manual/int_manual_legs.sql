-- Grain: live leg of a manual document or a stock transfer that no document of a return made
-- (M4.11). What the rules for manual documents decide about (M5.6, M4.6).
with line_legs as (
    select * from {{ ref('int_line_legs') }}
    where
        reading_id is null
        and unlinked_reason in ('manual_unlinked', 'not_a_return')
        and (is_manual or leg_kind = 'stock_transfer')
        and layer is not null
),

order_legs as (
    select order_state_id, source_leg_id, sku from {{ ref('int_order_legs') }}
)

select
    -- keys
    line_legs.return_leg_id,
    line_legs.source_leg_id,
    line_legs.document_key,
    line_legs.company,
    line_legs.tier,
    line_legs.layer,
    line_legs.leg_kind,
    order_legs.sku,
    line_legs.location,
    -- when
    line_legs.posted_date,
    -- units
    line_legs.units,
    -- amounts
    line_legs.base_net_amount,
    line_legs.cost_amount,
    -- flags
    line_legs.unlinked_reason,
    line_legs.leg_kind in ('write_off', 'write_down', 'stock_transfer') as is_stock_event,
from line_legs
inner join order_legs
    on
        line_legs.order_state_id = order_legs.order_state_id
        and line_legs.source_leg_id = order_legs.source_leg_id
