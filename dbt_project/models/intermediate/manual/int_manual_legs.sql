-- Grain: leg of a manual document or a stock transfer that no document of a return made (M4.11),
-- live in a state of its order: what the rules for manual documents decide about (M5.6, M4.6). The
-- key of a past state carries the state.
with leg_shares as (
    select * from {{ ref('int_leg_shares') }}
    where unlinked_reason in ('manual_unlinked', 'not_a_return')
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
    where (is_manual or leg_kind = 'stock_transfer') and layer is not null
),

order_states as (
    select * from {{ ref('int_order_states') }}
)

select
    -- keys
    leg_shares.return_leg_id
    || case when order_states.is_current_state then '' else '@' || order_states.order_state_id end
        as return_leg_id,
    order_legs.source_leg_id,
    order_legs.document_key,
    order_legs.company,
    order_legs.tier,
    order_legs.layer,
    order_legs.leg_kind,
    order_legs.sku,
    order_legs.location,
    coalesce(order_legs.document_number, order_legs.document_id) as document_name,
    -- when
    order_legs.posted_date,
    order_states.from_cut,
    order_states.to_cut,
    order_states.is_current_state,
    -- units
    order_legs.units,
    -- amounts
    order_legs.base_net_amount,
    order_legs.cost_amount,
    -- flags
    leg_shares.unlinked_reason,
    order_legs.leg_kind in ('write_off', 'write_down', 'stock_transfer') as is_stock_event,
from leg_shares
inner join order_legs
    on
        leg_shares.order_state_id = order_legs.order_state_id
        and leg_shares.source_leg_id = order_legs.source_leg_id
inner join order_states on leg_shares.order_state_id = order_states.order_state_id
