-- Over all periods the bridge lines of a return line walk from the first total of each bridge to the
-- last, and in units from what the line says was credited to what was restocked. Does not assert
-- that each component is the right one, nor the totals in money, which a contract's tiers decide.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_bridge_lines'}}}) }}

with return_lines as (
    select * from {{ ref('fct_return_lines') }}
),

components as (
    select
        *,
        case
            when not is_total then 'step'
            when step_order = min(step_order) over (partition by bridge) then 'start'
            when step_order = max(step_order) over (partition by bridge) then 'end'
        end as place,
    from {{ ref('dim_bridge_components') }}
),

valued_lines as (
    select
        bridge_lines.return_line_id,
        bridge_lines.bridge,
        components.place,
        coalesce(bridge_lines.units, 0) + coalesce(bridge_lines.amount, 0) as value,
    from {{ ref('fct_period_bridge_lines') }} as bridge_lines
    inner join components
        on
            bridge_lines.bridge = components.bridge
            and bridge_lines.component = components.component
    where bridge_lines.return_line_id is not null
),

line_walks as (
    select
        return_lines.return_line_id,
        return_lines.diagnosis,
        bridges.bridge,
        return_lines.credited_units,
        return_lines.restocked_units,
        coalesce(sum(valued_lines.value) filter (valued_lines.place = 'start'), 0) as starts_at,
        coalesce(sum(valued_lines.value) filter (valued_lines.place = 'step'), 0) as steps,
        coalesce(sum(valued_lines.value) filter (valued_lines.place = 'end'), 0) as ends_at,
    from return_lines
    cross join (select distinct bridge from components) as bridges
    left join valued_lines
        on
            return_lines.return_line_id = valued_lines.return_line_id
            and bridges.bridge = valued_lines.bridge
    group by all
)

select * from line_walks
where
    starts_at + steps <> ends_at
    or (bridge = 'quantity' and (starts_at <> credited_units or ends_at <> restocked_units))
