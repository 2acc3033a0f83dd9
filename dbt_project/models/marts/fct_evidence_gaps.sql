-- Grain: span of days in which a source is silent for a layer (M4.9).
with gaps as (
    select * from {{ ref('int_evidence_gaps') }}
)

{{ select_contract('gaps') }}
