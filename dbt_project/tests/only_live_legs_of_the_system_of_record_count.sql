-- A leg is flagged as the system of record's exactly when it counts: it stands on a line, took
-- effect, is not manual, and its tier is the layer's system of record in the line's evidence cells.
-- Does not assert that the contract names that tier, nor anything of what a batch differs by, which
-- counts and stands on no line.
{{ config(meta={'dagster': {'ref': {'name': 'fct_return_legs'}}}) }}

with return_legs as (
    select * from {{ ref('fct_return_legs') }}
    where unlinked_reason is distinct from 'batch_difference'
),

evidence_cells as (
    select * from {{ ref('fct_evidence_cells') }}
)

select
    return_legs.return_leg_id,
    return_legs.return_line_id,
    return_legs.tier,
    return_legs.layer,
    return_legs.leg_kind,
    return_legs.is_system_of_record as leg_says,
    evidence_cells.is_system_of_record as cell_says,
from return_legs
left join evidence_cells
    on
        return_legs.return_line_id = evidence_cells.return_line_id
        and return_legs.tier = evidence_cells.tier
        and return_legs.layer = evidence_cells.layer
where
    return_legs.is_system_of_record is distinct from (
        coalesce(evidence_cells.is_system_of_record, false)
        and return_legs.is_posted
        and not return_legs.is_voided
        and not return_legs.is_excluded
        and not return_legs.is_manual
    )
