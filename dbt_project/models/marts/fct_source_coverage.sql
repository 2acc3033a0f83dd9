-- Grain: source instance × layer: from when until when it was heard (M4.9).
with coverage as (
    select * from {{ ref('int_source_coverage') }}
)

{{ select_contract('coverage') }}
