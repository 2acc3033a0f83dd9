-- A period's roll-forward closes with the units, the revenue and the cost of the returns that are
-- open at its end (M10). Does not assert the verdicts, nor the count: an order and item of several
-- lines counts once.
{{ config(meta={'dagster': {'ref': {'name': 'fct_open_returns_rollforward'}}}) }}

with open_returns as (
    select * from {{ ref('fct_open_returns_at_period_end') }}
),

figures as (
    {%- for measure, column in {
        'units': 'open_units', 'revenue': 'open_revenue_amount', 'cost': 'open_cost_amount',
    }.items() %}
    select company, channel, period, '{{ measure }}' as measure, {{ column }} as open, 0 as closing
    from open_returns
    union all
    {%- endfor %}
    select company, channel, period, measure, 0 as open, closing
    from {{ ref('fct_open_returns_rollforward') }}
    where measure <> 'count'
)

select
    company,
    channel,
    period,
    measure,
    sum(open) as open,
    sum(closing) as closing,
from figures
group by all
having sum(open) <> sum(closing)
