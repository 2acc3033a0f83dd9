-- One row per credit note × version whose task brought value into the stock account by the hub's
-- own general ledger: the third source of a task's cost (M4.12). An amount is signed and its sides
-- are fixed: the debit account gains it, the credit account loses it. Rows under the sale's own
-- task are the note's where their reference names it. A posting has neither SKU nor units: it takes
-- them from the restock lines where these hold one SKU only.
{%- set fields = {
    'task': 'TaskID', 'date': 'EffectiveDate', 'debit_account': 'DebitAccountCode',
    'credit_account': 'CreditAccountCode', 'amount': 'Amount', 'reference': 'Reference',
} %}
with credit_notes as (

    select * from {{ ref('stg_cin7_core__credit_notes') }}

),

stock_accounts as (

    select distinct
        source_instances.source_system,
        source_instances.source_instance,
        account_roles.account_code
    from {{ ref('stg_reference__source_instances') }} as source_instances
    inner join {{ ref('stg_reference__account_roles') }} as account_roles
        on source_instances.company = account_roles.company
    where account_roles.role = 'inventory_asset'

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from {{ source('cin7_core', 'transactions') }}

),

transactions as (

    select
        source_system,
        source_instance,
        {{ json_columns('field_values', fields) }}
    from extracted

),

postings as (

    select
        transactions.source_system,
        transactions.source_instance,
        lower(transactions.task) as task_id,
        {{ tokens('transactions.reference') }} as named_documents,
        {{ to_calendar_date('transactions.date') }} as posted_date,
        try_cast(transactions.amount as decimal(18, 6))
        * case
            when transactions.debit_account = stock_accounts.account_code then 1 else -1
        end as value_gained
    from transactions
    inner join stock_accounts
        on
            transactions.source_system = stock_accounts.source_system
            and transactions.source_instance = stock_accounts.source_instance
            and (transactions.debit_account = stock_accounts.account_code)
            <> (transactions.credit_account = stock_accounts.account_code)

),

restocked as (

    select
        source_system,
        source_instance,
        document_id,
        document_version_id,
        case when count(distinct lower(sku)) = 1 then min(sku) end as sku,
        case when count(distinct lower(sku)) = 1 then sum(units) end as units
    from {{ ref('stg_cin7_core__restock_lines') }}
    where is_stock and is_posted
    group by source_system, source_instance, document_id, document_version_id

)

select
    credit_notes.source_system,
    credit_notes.source_instance,
    credit_notes.document_id,
    credit_notes.document_version_id,
    min(restocked.sku) as sku,
    min(restocked.units) as units,
    sum(postings.value_gained) as cost,
    max(postings.posted_date) as posted_date
from credit_notes
inner join postings
    on
        credit_notes.source_system = postings.source_system
        and credit_notes.source_instance = postings.source_instance
        and credit_notes.task_id = postings.task_id
        and (
            credit_notes.task_id <> credit_notes.sale_id
            or list_contains(
                postings.named_documents,
                {{ normalised_reference('credit_notes.credit_note_number') }}
            )
        )
left join restocked
    on
        credit_notes.source_system = restocked.source_system
        and credit_notes.source_instance = restocked.source_instance
        and credit_notes.document_id = restocked.document_id
        and credit_notes.document_version_id = restocked.document_version_id
group by
    credit_notes.source_system, credit_notes.source_instance,
    credit_notes.document_id, credit_notes.document_version_id
having sum(postings.value_gained) <> 0
