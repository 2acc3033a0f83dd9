-- What an account's legs make up and what is not landed are together what the ledger says that
-- moved; where the ledger says nothing, what is not landed is not known. Does not assert that all is
-- landed: that is a finding.
{{ config(meta={'dagster': {'ref': {'name': 'fct_ledger_tie_out'}}}) }}

select
    company,
    account_code,
    period,
    sum(amount) filter (component = 'ledger_movement') as movement_amount,
    sum(amount) filter (component = 'not_landed') as not_landed_amount,
    sum(amount) filter (component not in ('ledger_movement', 'not_landed')) as legs_amount,
from {{ ref('fct_ledger_tie_out') }}
group by all
having movement_amount - legs_amount is distinct from not_landed_amount
