-- Grain: return line × period × component that explains units there (M10): it stands in the period
-- of the unmatched units that it explains, oldest first; what explains none (goods kept that nobody
-- credited) stands in the period of the return's first leg. Signed as steps from credited to
-- restocked units.
with unmatched_units as (
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

explained_units as (
    select
        explanations.return_line_id,
        unmatched_units.period,
        explanations.component,
        explanations.side,
        least(explanations.position_to, unmatched_units.position_to)
        - greatest(explanations.position_from, unmatched_units.position_from) as units,
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
        explanations.side,
        explanations.position_to
        - greatest(explanations.position_from, coalesce(unmatched_totals.units, 0)) as units,
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
    return_line_id,
    period,
    component,
    sum(case when side = 'credit' then -units else units end) as units,
from explained_units
group by all
