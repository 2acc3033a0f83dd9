-- Grain: return line × period × component of the quantity bridge, signed, totals included (M10).
-- Units matched across periods stand in both, with opposite signs.
with record_legs as (
    select * from {{ ref('int_record_legs') }} where reading_id is null
),

crossing_blocks as (
    select
        blocks.return_line_id,
        blocks.units,
        asking.period as asking_period,
        answering.period as answering_period,
    from {{ ref('int_blocks') }} as blocks
    inner join record_legs as asking
        on
            blocks.return_line_id = asking.return_line_id
            and blocks.asking_leg_id = asking.return_leg_id
    inner join record_legs as answering
        on
            blocks.return_line_id = answering.return_line_id
            and blocks.answering_leg_id = answering.return_leg_id
    where asking.period <> answering.period
),

lines as (
    select return_line_id, company, channel
    from {{ ref('int_return_lines') }}
    where reading_id is null
),

component_units as (
    select return_line_id, period, 'credited' as component, units
    from record_legs
    where is_unit_leg and layer = 'financial'
    union all
    select return_line_id, period, 'restocked' as component, units
    from record_legs
    where is_unit_leg and layer = 'inventory'
    union all
    select
        return_line_id,
        asking_period as period,
        'restocked_in_other_period' as component,
        -units as units,
    from crossing_blocks
    union all
    select
        return_line_id,
        answering_period as period,
        'credited_in_other_period' as component,
        units,
    from crossing_blocks
    union all
    select return_line_id, period, component, units
    from {{ ref('int_unit_explanation_periods') }}
)

select
    lines.company,
    lines.channel,
    component_units.period,
    component_units.return_line_id,
    component_units.component,
    sum(component_units.units) as units,
from component_units
inner join lines on component_units.return_line_id = lines.return_line_id
group by all
having sum(component_units.units) <> 0
