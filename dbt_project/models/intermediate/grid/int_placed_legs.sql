{{ config(materialized='view') }}
-- Grain: leg × state of its order × return line, or a row without a line and with its reason: the
-- leg's share on the line beside what the leg itself says.
with leg_shares as (
    select * from {{ ref('int_leg_shares') }}
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
)

select
    leg_shares.* exclude (document_key, return_set_id),
    order_legs.* exclude (
        source_leg_id, order_state_id, is_current_state, order_key, set_id, sku,
        units, kept_units, missing_units, cancelled_units,
        net_amount, tax_amount, base_net_amount, cost_amount,
        form_number, state, version_number, staged_leg_id, leg_key, is_test
    ),
    -- It says that so many units were credited, restocked or valued.
    order_legs.is_live
    and not order_legs.is_manual
    and {{ says_units('order_legs.leg_kind', 'leg_shares.match_rule') }} as is_unit_leg,
from leg_shares
inner join order_legs
    on
        leg_shares.order_state_id = order_legs.order_state_id
        and leg_shares.source_leg_id = order_legs.source_leg_id
