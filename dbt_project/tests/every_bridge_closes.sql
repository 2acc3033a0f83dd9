-- Between two totals of a bridge the steps, `unexplained` among them, sum exactly to the difference,
-- and each bridge has all its steps. Does not assert that nothing is unexplained: that is a test of
-- its own.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_bridges'}}}) }}

with components as (
    select
        *,
        count(*) over (partition by bridge) as steps_expected,
    from {{ ref('dim_bridge_components') }}
),

steps as (
    select
        bridges.company,
        bridges.channel,
        bridges.period,
        bridges.bridge,
        components.step_order,
        components.steps_expected,
        bridges.component,
        components.is_total,
        case when bridges.bridge = 'quantity' then bridges.units else bridges.amount end as value,
    from {{ ref('fct_period_bridges') }} as bridges
    inner join components
        on
            bridges.bridge = components.bridge
            and bridges.component = components.component
),

running_steps as (
    select
        *,
        sum(value) filter (not is_total) over (walk rows unbounded preceding) as steps_so_far,
        count(value) over walk_whole as steps_found,
    from steps
    window
        walk as (partition by company, channel, period, bridge order by step_order),
        walk_whole as (partition by company, channel, period, bridge)
),

totals as (
    select
        *,
        lag(value) over walk as total_before,
        lag(steps_so_far, 1, 0) over walk as steps_before,
    from running_steps
    where is_total
    window walk as (partition by company, channel, period, bridge order by step_order)
)

select
    company,
    channel,
    period,
    bridge,
    component,
    total_before,
    steps_so_far - coalesce(steps_before, 0) as steps_between,
    value as total,
from totals
where
    (
        total_before is not null
        and value is distinct from total_before + steps_so_far - coalesce(steps_before, 0)
    )
    or steps_found <> steps_expected
