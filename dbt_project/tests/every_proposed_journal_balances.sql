-- A journal that is proposed has equal debits and credits. Does not assert that it is the right
-- one, nor anything of documents whose other side their system books.
{{ config(meta={'dagster': {'ref': {'name': 'fct_proposed_entries'}}}) }}

select
    entry_id,
    sum(amount) filter (side = 'debit') as debit_amount,
    sum(amount) filter (side = 'credit') as credit_amount,
from {{ ref('fct_proposed_entries') }}
where document_to_make = 'journal'
group by all
having debit_amount is distinct from credit_amount
