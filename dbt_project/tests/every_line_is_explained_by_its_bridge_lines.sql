-- Over all periods the quantity bridge lines of a return line walk from the units that it says were
-- credited to those that were restocked. Does not assert that each component is the right one.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_bridge_lines'}}}) }}

with return_lines as (
    select * from {{ ref('fct_return_lines') }}
),

components as (
    select * from {{ ref('dim_bridge_components') }}
),

walks as (
    select
        bridge_lines.return_line_id,
        sum(bridge_lines.units) filter (bridge_lines.component = 'credited') as credited_units,
        sum(bridge_lines.units) filter (not components.is_total) as step_units,
        sum(bridge_lines.units) filter (bridge_lines.component = 'restocked') as restocked_units,
    from {{ ref('fct_period_bridge_lines') }} as bridge_lines
    inner join components
        on
            bridge_lines.bridge = components.bridge
            and bridge_lines.component = components.component
    where bridge_lines.bridge = 'quantity'
    group by all
)

select
    return_lines.return_line_id,
    return_lines.diagnosis,
    return_lines.credited_units,
    walks.credited_units as bridge_credited_units,
    walks.step_units as bridge_step_units,
    return_lines.restocked_units,
    walks.restocked_units as bridge_restocked_units,
from return_lines
left join walks on return_lines.return_line_id = walks.return_line_id
where
    coalesce(walks.credited_units, 0) <> return_lines.credited_units
    or coalesce(walks.restocked_units, 0) <> return_lines.restocked_units
    or coalesce(walks.step_units, 0) <> return_lines.restocked_units - return_lines.credited_units
