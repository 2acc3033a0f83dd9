{{ config(materialized='view') }}
-- Grain: return line × component of the quantity bridge that says why its units do not meet (M10).
-- `side` tells which unmatched units it explains. Together with the blocks they close each line:
-- restocked − credited = − kept − never shipped (what has nothing to reverse apart) − restock gap
-- + credit gap − manual restock units + manual credit units.
with units as (
    select * from {{ ref('int_line_gaps') }}
),

persistence as (
    select * from {{ ref('int_line_persistence') }}
),

diagnoses as (
    select * from {{ ref('int_line_diagnoses') }}
),

lines as (
    select
        units.*,
        persistence.is_credit_overdue,
        persistence.is_restock_overdue,
        -- What cannot be judged is neither late nor missing.
        case
            when diagnoses.diagnosis in ('ambiguous', 'incomplete_evidence')
                then diagnoses.diagnosis
        end as unjudged,
    from units
    inner join persistence on units.return_line_id = persistence.return_line_id
    inner join diagnoses on units.return_line_id = diagnoses.return_line_id
),

explanations as (
    select
        return_line_id, 'credit' as side, 'kept' as component, kept_units as units,
    from lines
    union all
    select
        return_line_id,
        'credit' as side,
        'never_shipped' as component,
        never_shipped_units - (returned_units - expected_credit_units) as units,
    from lines
    union all
    select
        return_line_id,
        'credit' as side,
        coalesce(
            unjudged,
            case when is_restock_overdue then 'missing_restock' else 'awaiting_restock' end
        ) as component,
        restock_gap_units as units,
    from lines
    where restock_gap_units > 0
    union all
    select
        return_line_id,
        'credit' as side,
        coalesce(unjudged, 'duplicate_credit') as component,
        -credit_gap_units as units,
    from lines
    where credit_gap_units < 0
    union all
    select
        return_line_id,
        'restock' as side,
        coalesce(
            unjudged,
            case when is_credit_overdue then 'missing_credit' else 'awaiting_credit' end
        ) as component,
        credit_gap_units as units,
    from lines
    where credit_gap_units > 0
    union all
    select
        return_line_id,
        'restock' as side,
        coalesce(unjudged, 'over_restocked') as component,
        -restock_gap_units as units,
    from lines
    where restock_gap_units < 0
    union all
    select
        return_line_id,
        case when manual_restock_units > 0 then 'credit' else 'restock' end as side,
        'manual_units' as component,
        abs(manual_restock_units) as units,
    from lines
    union all
    select
        return_line_id,
        case when manual_credit_units > 0 then 'restock' else 'credit' end as side,
        'manual_units' as component,
        abs(manual_credit_units) as units,
    from lines
),

components as (
    select * from {{ ref('bridge_components') }} where bridge = 'quantity'
),

summed_explanations as (
    select
        return_line_id,
        side,
        component,
        sum(units) as units,
    from explanations
    group by all
)

select
    summed_explanations.*,
    sum(summed_explanations.units) over line_side - summed_explanations.units as position_from,
    sum(summed_explanations.units) over line_side as position_to,
from summed_explanations
inner join components on summed_explanations.component = components.component
where summed_explanations.units <> 0
window line_side as (
    partition by summed_explanations.return_line_id, summed_explanations.side
    order by components.step_order
    rows between unbounded preceding and current row
)
