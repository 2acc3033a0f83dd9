-- Grain: return × SKU: what was expected, what each system holds, and the verdict (M6, M7, M8).
with verdicts as (
    select * from {{ ref('int_line_verdicts') }}
)

{{ select_contract('verdicts') }}
