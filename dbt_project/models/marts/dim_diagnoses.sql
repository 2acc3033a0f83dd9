-- Grain: diagnosis, from the project's vocabulary (M7).
with diagnoses as (
    select * from {{ ref('diagnoses') }}
)

{{ select_contract('diagnoses') }}
