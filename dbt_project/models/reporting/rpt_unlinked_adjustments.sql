-- Grain: leg of a manual document that fits no return (M5.6). It stays out of the period tables
-- until somebody says what it is for.
with return_legs as (
    select * from {{ ref('fct_return_legs') }}
),

unlinked_adjustments as (
    select *
    from return_legs
    where unlinked_reason = 'manual_unlinked'
)

{{ select_contract('unlinked_adjustments') }}
