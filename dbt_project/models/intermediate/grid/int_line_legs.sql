-- Grain: leg × return line (or a row without a line, with its reason), in the current state of its
-- order. What the grid, the diagnosis and the periods read of a leg: its share on the line beside
-- what the leg itself says.
with leg_shares as (
    select * from {{ ref('int_leg_shares') }} where is_current_state
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
),

leg_periods as (
    select * from {{ ref('int_leg_periods') }}
)

select
    leg_shares.* exclude (document_key),
    order_legs.* exclude (
        source_leg_id, order_state_id, is_current_state, order_key, set_id, sku,
        units, kept_units, missing_units, cancelled_units,
        net_amount, tax_amount, base_net_amount, cost_amount,
        form_number, state, version_number
    ),
    leg_periods.period,
    leg_periods.first_signed_at,
    -- It says that so many units were credited, restocked or valued.
    order_legs.is_live
    and not order_legs.is_manual
    and (
        order_legs.leg_kind in ('credit', 'restock', 'unrestock', 'cost_reversal')
        or leg_shares.match_rule = 'order_amount'
    ) as is_unit_leg,
from leg_shares
inner join order_legs
    on
        leg_shares.order_state_id = order_legs.order_state_id
        and leg_shares.source_leg_id = order_legs.source_leg_id
left join leg_periods
    on
        order_legs.company = leg_periods.company
        and order_legs.posted_date = leg_periods.posted_date
