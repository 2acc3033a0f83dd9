-- Grain: company × channel × period: what was credited and what came back, in units, revenue and
-- cost (M10). Units and cost are the totals of the bridges that lead from one to the other.
with channel_periods as (
    select * from {{ ref('int_channel_periods') }}
),

bridges as (
    select * from {{ ref('fct_period_bridges') }}
),

record_revenue as (
    select * from {{ ref('int_record_revenue') }}
),

return_periods as (
    select * from {{ ref('int_return_periods') }}
),

returns as (
    select * from {{ ref('fct_returns') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

signoffs as (
    select * from {{ ref('int_signoff_verdicts') }} where is_latest_version
),

-- What moved since the latest sign-off, signed.
restatements as (
    select
        items.company,
        items.channel,
        items.period,
        sum(items.revenue_delta_amount) as restated_revenue_amount,
        sum(items.restocked_units_delta) as restated_units,
    from {{ ref('int_restatement_items') }} as items
    inner join signoffs
        on
            items.company = signoffs.company
            and items.period = signoffs.period
            and items.version = signoffs.version
    group by all
),

bridge_totals as (
    select
        company,
        channel,
        period,
        max(units) filter (bridge = 'quantity' and component = 'credited') as credited_units,
        max(units) filter (bridge = 'quantity' and component = 'restocked') as restocked_units,
        max(amount) filter (component = 'expected_cost') as expected_cost_amount,
        max(amount) filter (component = 'restored_cost') as restored_cost_amount,
        max(amount) filter (component = 'reversed_cost') as reversed_cost_amount,
        {%- for bridge, measure, column in [
            ('quantity', 'units', 'unexplained_units'),
            ('revenue', 'amount', 'unexplained_revenue_amount'),
            ('valuation', 'amount', 'unexplained_cost_amount'),
        ] %}
        max({{ measure }}) filter (bridge = '{{ bridge }}' and component = 'unexplained')
            as {{ column }},
        {%- endfor %}
    from bridges
    group by all
),

counted_returns as (
    select
        return_periods.company,
        return_periods.channel,
        return_periods.period,
        count(*) as returns_count,
        count(*) filter (returns.diagnosis in ('aligned', 'one_leg_expected')) as aligned_count,
    from return_periods
    inner join returns on return_periods.return_id = returns.return_id
    where returns.diagnosis not in ('excluded', 'return_requested')
    group by all
),

reconciled_periods as (
    select
        channel_periods.company,
        channel_periods.channel,
        channel_periods.period,
        companies.base_currency,
        bridge_totals.* exclude (company, channel, period),
        bridge_totals.restocked_units - bridge_totals.credited_units as unit_difference,
        coalesce(record_revenue.revenue_reversed_amount, 0) as revenue_reversed_amount,
        bridge_totals.reversed_cost_amount - bridge_totals.expected_cost_amount
            as cost_difference_amount,
        coalesce(counted_returns.aligned_count, 0) as aligned_returns,
        coalesce(counted_returns.returns_count, 0) as returns,
        coalesce(signoffs.signoff_status, 'not_signed_off') as signoff_status,
        coalesce(restatements.restated_revenue_amount, 0) as restated_revenue_amount,
        coalesce(restatements.restated_units, 0) as restated_units,
    from channel_periods
    left join companies on channel_periods.company = companies.company
    left join signoffs
        on
            channel_periods.company = signoffs.company
            and channel_periods.period = signoffs.period
    {%- for relation in ['bridge_totals', 'record_revenue', 'counted_returns', 'restatements'] %}
    left join {{ relation }}
        on
            channel_periods.company = {{ relation }}.company
            and channel_periods.channel = {{ relation }}.channel
            and channel_periods.period = {{ relation }}.period
    {%- endfor %}
)

{{ select_contract('reconciled_periods') }}
