-- Grain: return line × period × component of the quantity bridge, signed (M10). Units matched across
-- periods stand in both with opposite signs; every other component stands in the period of the
-- unmatched units that it explains, oldest first; what explains none (goods kept that nobody
-- credited) stands in the period of the return's first leg.
with record_legs as (
    select * from {{ ref('int_record_legs') }}
),

blocks as (
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

unmatched_units as (
    select * from {{ ref('int_unmatched_units') }}
),

explanations as (
    select * from {{ ref('int_unit_explanations') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

leg_periods as (
    select * from {{ ref('int_leg_periods') }}
),

unmatched_totals as (
    select
        return_line_id,
        side,
        sum(units) as units,
    from unmatched_units
    group by all
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
    select return_line_id, asking_period as period, 'restocked_in_other_period' as component, -units
    from blocks
    union all
    select return_line_id, answering_period as period, 'credited_in_other_period' as component, units
    from blocks
    union all
    select
        explanations.return_line_id,
        unmatched_units.period,
        explanations.component,
        (
            least(explanations.position_to, unmatched_units.position_to)
            - greatest(explanations.position_from, unmatched_units.position_from)
        ) * case when explanations.side = 'credit' then -1 else 1 end as units,
    from explanations
    inner join unmatched_units
        on
            explanations.return_line_id = unmatched_units.return_line_id
            and explanations.side = unmatched_units.side
            and explanations.position_from < unmatched_units.position_to
            and explanations.position_to > unmatched_units.position_from
    union all
    select
        explanations.return_line_id,
        leg_periods.period,
        explanations.component,
        (
            explanations.position_to
            - greatest(explanations.position_from, coalesce(unmatched_totals.units, 0))
        ) * case when explanations.side = 'credit' then -1 else 1 end as units,
    from explanations
    inner join lines on explanations.return_line_id = lines.return_line_id
    inner join leg_periods
        on lines.company = leg_periods.company and lines.first_leg_date = leg_periods.posted_date
    left join unmatched_totals
        on
            explanations.return_line_id = unmatched_totals.return_line_id
            and explanations.side = unmatched_totals.side
    where explanations.position_to > coalesce(unmatched_totals.units, 0)
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
