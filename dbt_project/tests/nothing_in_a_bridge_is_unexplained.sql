-- No bridge leaves anything unexplained, and fct_period_reconciliation repeats what the bridges say.
-- Does not assert that the explanations are right.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_bridges'}}}) }}

with unexplained as (
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

periods as (
    select * from {{ ref('fct_period_reconciliation') }}
)

select
    coalesce(periods.company, unexplained.company) as company,
    coalesce(periods.channel, unexplained.channel) as channel,
    coalesce(periods.period, unexplained.period) as period,
    unexplained.units,
    periods.unexplained_units,
    unexplained.revenue_amount,
    periods.unexplained_revenue_amount,
    unexplained.cost_amount,
    periods.unexplained_cost_amount,
from periods
full outer join unexplained
    on
        periods.company = unexplained.company
        and periods.channel = unexplained.channel
        and periods.period = unexplained.period
where
    unexplained.units is distinct from 0
    or unexplained.revenue_amount is distinct from 0
    or unexplained.cost_amount is distinct from 0
    or periods.unexplained_units is distinct from 0
    or periods.unexplained_revenue_amount is distinct from 0
    or periods.unexplained_cost_amount is distinct from 0
