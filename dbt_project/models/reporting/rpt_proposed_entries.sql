-- Grain: debit or credit line that a permanent difference asks for; proposed, never posted.
with proposed_entries as (
    select * from {{ ref('fct_proposed_entries') }}
)

{{ select_contract('proposed_entries') }}
