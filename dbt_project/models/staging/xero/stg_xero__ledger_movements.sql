-- Canonical ledger movements of Xero: what its own reports say moved on an account, debit − credit.
-- A trial balance speaks for a month when it stands at the month's last day: its debit and credit
-- are the month's. Journals speak for each day, those too that no leg is made of; a journal's latest
-- version stands.
with trial_balance_lines as (

    select * from {{ ref('stg_xero__trial_balance_lines') }}
    where as_of_date = last_day(as_of_date)

),

journals as (

    select
        source_instance,
        journal_id,
        document_version_id,
        row_number() over (
            partition by source_instance, journal_id
            order by
                is_header_only,
                coalesce(exported_at, landed_at) desc,
                content_hash desc
        ) as recency_rank
    from {{ ref('stg_xero__journals') }}

),

journal_lines as (

    select * from {{ ref('stg_xero__journal_lines') }}

),

ledger_movements as (

    select
        -- keys
        source_system,
        source_instance,
        account_code,
        -- when
        cast(date_trunc('month', as_of_date) as date) as first_day,
        as_of_date as last_day,
        -- meaning
        'trial_balance' as basis,
        -- amounts
        sum(debit_amount - credit_amount) as amount
    from trial_balance_lines
    group by all
    union all
    select
        journal_lines.source_system,
        journal_lines.source_instance,
        journal_lines.account_code,
        journal_lines.journal_date as first_day,
        journal_lines.journal_date as last_day,
        'journals' as basis,
        sum(journal_lines.net_amount) as amount
    from journal_lines
    inner join journals
        on
            journal_lines.source_instance = journals.source_instance
            and journal_lines.journal_id = journals.journal_id
            and journal_lines.document_version_id = journals.document_version_id
    where journals.recency_rank = 1
    group by all

)

{{ select_shape('ledger_movements', 'ledger_movements') }}
