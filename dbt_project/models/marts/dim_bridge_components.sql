-- Grain: bridge × component, from the project's vocabulary (M10).
with bridge_components as (
    select * from {{ ref('bridge_components') }}
)

{{ select_contract('bridge_components') }}
