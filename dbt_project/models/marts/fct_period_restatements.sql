-- Grain: signed period version × source leg that moved it since (M9.3).
with items as (
    select
        *,
        version as signoff_version,
    from {{ ref('int_restatement_items') }}
)

{{ select_contract('items') }}
