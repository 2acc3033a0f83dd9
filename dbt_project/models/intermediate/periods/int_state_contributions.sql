{{ config(materialized='view') }}
-- Grain: order state × leg: what the leg adds to the system-of-record totals of its channel and
-- period, as the state knows it (M9.3).
with state_records as (
    select * from {{ ref('int_state_records') }}
),

leg_shares as (
    select * from {{ ref('int_leg_shares') }} where return_line_id is not null
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
    where is_live and not is_manual
),

leg_periods as (
    select * from {{ ref('int_leg_periods') }}
),

record_shares as (
    select
        leg_shares.*,
        order_legs.form_number,
        order_legs.company,
        order_legs.channel,
        order_legs.layer,
        order_legs.leg_kind,
        order_legs.is_goods_revenue,
        leg_periods.period,
    from leg_shares
    inner join state_records
        on
            leg_shares.order_state_id = state_records.order_state_id
            and leg_shares.return_line_id = state_records.return_line_id
    inner join order_legs
        on
            leg_shares.order_state_id = order_legs.order_state_id
            and leg_shares.source_leg_id = order_legs.source_leg_id
    inner join leg_periods
        on
            order_legs.company = leg_periods.company
            and order_legs.posted_date = leg_periods.posted_date
    where
        order_legs.tier = case order_legs.layer
            when 'financial' then state_records.financial_record
            when 'inventory' then state_records.inventory_record
            when 'valuation' then state_records.valuation_record
        end
)

select
    order_state_id,
    source_leg_id,
    company,
    channel,
    period,
    form_number,
    sum(
        case
            when layer = 'financial' and {{ says_units('leg_kind', 'match_rule') }}
                then coalesce(units, 0)
            else 0
        end
    ) as credited_units,
    sum(case when leg_kind in ('restock', 'unrestock') then units else 0 end) as restocked_units,
    sum(case when is_goods_revenue then coalesce(base_net_amount, 0) else 0 end)
        as revenue_amount,
    -- Later cost changes are part of the value restored (M8.4).
    sum(case when leg_kind in ('cost_reversal', 'later_cost_change') then cost_amount else 0 end)
        as cost_amount,
from record_shares
group by all
