-- A channel's periods together count each of its returns once, excluded ones and mere requests
-- apart. Does not assert in which period.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_reconciliation'}}}) }}

with both_sides as (
    select 'returns' as side, company, channel, count(*) as returns_count
    from {{ ref('fct_returns') }}
    where diagnosis not in ('excluded', 'return_requested')
    group by all
    union all
    select 'periods' as side, company, channel, sum("returns") as returns_count
    from {{ ref('fct_period_reconciliation') }}
    group by all
)

select
    company,
    channel,
    coalesce(sum(returns_count) filter (side = 'returns'), 0) as returns_count,
    coalesce(sum(returns_count) filter (side = 'periods'), 0) as counted_in_periods,
from both_sides
group by all
having
    coalesce(sum(returns_count) filter (side = 'returns'), 0)
    <> coalesce(sum(returns_count) filter (side = 'periods'), 0)
