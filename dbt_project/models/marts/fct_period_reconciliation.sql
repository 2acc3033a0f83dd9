-- Grain: company × channel × period: what was credited and what came back, in units, revenue and
-- cost (M10), from posted legs of the systems of record.
with channel_periods as (
    select * from {{ ref('int_channel_periods') }}
),

record_legs as (
    select * from {{ ref('int_record_legs') }}
),

expected_costs as (
    select * from {{ ref('int_expected_cost_periods') }}
),

line_legs as (
    select * from {{ ref('int_line_legs') }}
    where return_line_id is not null and is_live and not is_manual
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

returns as (
    select * from {{ ref('fct_returns') }}
),

unexplained as (
    select
        company,
        channel,
        period,
        sum(units) filter (bridge = 'quantity') as units,
        sum(amount) filter (bridge = 'revenue') as revenue_amount,
        sum(amount) filter (bridge = 'valuation') as cost_amount,
    from {{ ref('fct_period_bridges') }}
    where component = 'unexplained'
    group by all
),

companies as (
    select * from {{ ref('dim_companies') }}
),

record_totals as (
    select
        company,
        channel,
        period,
        sum(units) filter (is_unit_leg and layer = 'financial') as credited_units,
        sum(units) filter (is_unit_leg and layer = 'inventory') as restocked_units,
        sum(base_net_amount) filter (layer = 'financial' and is_goods_revenue)
            as revenue_reversed_amount,
    from record_legs
    group by all
),

-- The hub restores value, without a hub the channel; the ledger reverses it.
cost_totals as (
    select
        line_legs.company,
        line_legs.channel,
        line_legs.period,
        sum(line_legs.cost_amount) filter (
            line_legs.tier = case
                when lines.has_contract and lines.hub_system is null then 'channel' else 'hub'
            end
        ) as restored_cost_amount,
        sum(line_legs.cost_amount) filter (line_legs.tier = 'ledger') as reversed_cost_amount,
    from line_legs
    inner join lines on line_legs.return_line_id = lines.return_line_id
    where line_legs.layer = 'valuation'
    group by all
),

expected_totals as (
    select
        company,
        channel,
        period,
        sum(expected_cost_amount) as expected_cost_amount,
    from expected_costs
    group by all
),

-- A return is counted in the period of its first system-of-record leg, else of its first leg.
counted_returns as (
    select
        first_periods.company,
        first_periods.channel,
        first_periods.period,
        count(*) as returns_count,
        count(*) filter (returns.diagnosis in ('aligned', 'one_leg_expected')) as aligned_count,
    from {{ ref('int_return_periods') }} as first_periods
    inner join returns on first_periods.return_id = returns.return_id
    where returns.diagnosis not in ('excluded', 'return_requested')
    group by all
),

reconciled_periods as (
    select
        channel_periods.company,
        channel_periods.channel,
        channel_periods.period,
        companies.base_currency,
        coalesce(record_totals.credited_units, 0) as credited_units,
        coalesce(record_totals.restocked_units, 0) as restocked_units,
        coalesce(record_totals.restocked_units, 0) - coalesce(record_totals.credited_units, 0)
            as unit_difference,
        coalesce(record_totals.revenue_reversed_amount, 0) as revenue_reversed_amount,
        coalesce(expected_totals.expected_cost_amount, 0) as expected_cost_amount,
        coalesce(cost_totals.restored_cost_amount, 0) as restored_cost_amount,
        coalesce(cost_totals.reversed_cost_amount, 0) as reversed_cost_amount,
        coalesce(cost_totals.reversed_cost_amount, 0)
        - coalesce(expected_totals.expected_cost_amount, 0) as cost_difference_amount,
        coalesce(counted_returns.aligned_count, 0) as aligned_returns,
        coalesce(counted_returns.returns_count, 0) as returns,
        unexplained.units as unexplained_units,
        unexplained.revenue_amount as unexplained_revenue_amount,
        unexplained.cost_amount as unexplained_cost_amount,
    from channel_periods
    left join companies on channel_periods.company = companies.company
    {%- for relation in [
        'record_totals', 'expected_totals', 'cost_totals', 'counted_returns', 'unexplained'
    ] %}
    left join {{ relation }}
        on
            channel_periods.company = {{ relation }}.company
            and channel_periods.channel = {{ relation }}.channel
            and channel_periods.period = {{ relation }}.period
    {%- endfor %}
)

{{ select_contract('reconciled_periods', unfilled=[
    'signoff_status', 'restated_revenue_amount', 'restated_units',
]) }}
