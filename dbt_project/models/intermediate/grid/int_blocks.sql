-- Grain: block: units of one return line matched between the system-of-record legs of its layers
-- (M7). Credits and restocks are matched first, then restocks and their cost; a block is a run of
-- the answering leg's units for which both sides stay the same.
with record_legs as (
    select * from {{ ref('int_record_legs') }}
    where is_unit_leg
),

asking_legs as (
    select
        return_line_id, return_leg_id, set_id, posted_date, abs(units) as units, kit_sku,
    from record_legs
    where asks
),

answering_legs as (
    select
        return_line_id, return_leg_id, set_id, posted_date, abs(units) as units, kit_sku,
    from record_legs
    where not asks
),

restocked_legs as (
    select
        return_line_id, return_leg_id, set_id, posted_date, units, kit_sku,
    from record_legs
    where layer = 'inventory' and units > 0
),

valued_legs as (
    select
        return_line_id, return_leg_id, set_id, posted_date, units, kit_sku,
    from record_legs
    where layer = 'valuation' and units > 0
),

{{ match_sides('credit', 'asking_legs', 'answering_legs') }}

{{ match_sides('cost', 'restocked_legs', 'valued_legs') }}

edges as (
    select
        return_line_id,
        right_leg_id as answering_leg_id,
        unnest([right_from, right_from + units]) as edge,
    from matched_credit
    union
    select
        return_line_id,
        left_leg_id as answering_leg_id,
        unnest([left_from, left_from + units]) as edge,
    from matched_cost
),

runs as (
    select
        return_line_id,
        answering_leg_id,
        edge as run_from,
        lead(edge) over (partition by answering_leg_id order by edge) as run_to,
    from edges
)

select
    runs.return_line_id || '|' || runs.answering_leg_id || '|' || runs.run_from as block_id,
    runs.return_line_id,
    matched_credit.left_leg_id as asking_leg_id,
    runs.answering_leg_id,
    matched_cost.right_leg_id as valuation_leg_id,
    -- units, and where in each leg's units they start
    runs.run_to - runs.run_from as units,
    matched_credit.left_from + runs.run_from - matched_credit.right_from as asking_from,
    runs.run_from as answering_from,
    matched_cost.right_from + runs.run_from - matched_cost.left_from as valuation_from,
    case
        when 'kit_components' in (matched_credit.match_rule, matched_cost.match_rule)
            then 'kit_components'
        when 'order_line' in (matched_credit.match_rule, matched_cost.match_rule)
            then 'order_line'
        else 'document_link'
    end as match_rule,
from runs
left join matched_credit
    on
        runs.answering_leg_id = matched_credit.right_leg_id
        and runs.run_from >= matched_credit.right_from
        and runs.run_from < matched_credit.right_from + matched_credit.units
left join matched_cost
    on
        runs.answering_leg_id = matched_cost.left_leg_id
        and runs.run_from >= matched_cost.left_from
        and runs.run_from < matched_cost.left_from + matched_cost.units
where runs.run_to is not null
