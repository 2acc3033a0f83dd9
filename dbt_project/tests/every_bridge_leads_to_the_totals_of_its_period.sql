-- The totals between which the quantity and valuation bridges walk are the figures of
-- fct_period_reconciliation. Does not assert the revenue bridge's totals, which are of every tier,
-- where the period table knows the system of record's alone; nor the reversed cost of a channel
-- without a ledger, whose bridge repeats the value restored.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_reconciliation'}}}) }}

{%- set totals = {
    'credited': 'credited_units',
    'restocked': 'restocked_units',
    'expected_cost': 'expected_cost_amount',
    'restored_cost': 'restored_cost_amount',
    'reversed_cost': 'reversed_cost_amount',
} %}
with bridge_totals as (
    select
        company, channel, period, component,
        case when bridge = 'quantity' then units else amount end as value,
    from {{ ref('fct_period_bridges') }}
),

period_totals as (
    {%- for component, column in totals.items() %}
    select company, channel, period, '{{ component }}' as component, {{ column }} as value
    from {{ ref('fct_period_reconciliation') }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    period_totals.company,
    period_totals.channel,
    period_totals.period,
    period_totals.component,
    period_totals.value as of_period,
    bridge_totals.value as of_bridge,
from period_totals
left join bridge_totals
    on
        period_totals.company = bridge_totals.company
        and period_totals.channel = bridge_totals.channel
        and period_totals.period = bridge_totals.period
        and period_totals.component = bridge_totals.component
left join {{ ref('dim_channels') }} as channels
    on period_totals.company = channels.company and period_totals.channel = channels.channel
where
    period_totals.value is distinct from bridge_totals.value
    and not (
        period_totals.component = 'reversed_cost'
        and channels.has_contract
        and (channels.ledger_system is null or channels.ledger_posting = 'none')
    )
