{{ config(materialized='view') }}
-- Canonical return legs of Xero: one row per line of a customer's credit note, of a manual journal
-- or of a journal that counts × version. Layer and kind are the account's role to say, so they are
-- left open. Credit lines are positive, more returned; journal lines stand as debit − credit. A
-- supplier's credit note makes no leg. CurrencyRate is units of the document's currency per 1 of
-- base: the base rate is its inverse.
with credit_note_lines as (

    select * from {{ ref('stg_xero__credit_note_lines') }}
    where is_customer_credit and not is_blank

),

journal_lines as (

    select
        source_system, source_instance,
        'manual_journal' as document_type, manual_journal_id as document_id, document_version_id,
        line_id, account_code, journal_date, net_amount, tax_amount,
        state = 'posted' as is_posted, true as is_manual
    from {{ ref('stg_xero__manual_journal_lines') }}
    where not is_blank
    union all
    -- what Xero posted of itself for a credit note is derived from it (M4.11)
    select
        source_system, source_instance,
        'journal' as document_type, journal_id as document_id, document_version_id,
        line_id, account_code, journal_date, net_amount, tax_amount,
        true as is_posted, coalesce(source_type, '') <> 'ACCRECCREDIT' as is_manual
    from {{ ref('stg_xero__journal_lines') }}
    where not is_blank and is_counted

),

instances as (

    select * from {{ ref('stg_reference__source_instances') }}

),

legs as (

    select
        -- keys
        source_system,
        source_instance,
        'credit_note' as document_type,
        credit_note_id as document_id,
        document_version_id,
        'line:' || line_id as leg_key,
        account_code,
        source_sku,
        -- when
        credit_note_date as posted_date,
        -- units
        units,
        -- amounts
        currency_code,
        net_amount,
        tax_amount,
        base_rate,
        -- flags
        state = 'posted' as is_posted,
        false as is_manual
    from credit_note_lines
    union all
    select
        -- keys
        journal_lines.source_system,
        journal_lines.source_instance,
        journal_lines.document_type,
        journal_lines.document_id,
        journal_lines.document_version_id,
        'line:' || journal_lines.line_id as leg_key,
        journal_lines.account_code,
        null as source_sku,
        -- when
        journal_lines.journal_date as posted_date,
        -- units
        null as units,
        -- amounts: journals are always in the organisation's own currency
        instances.base_currency as currency_code,
        journal_lines.net_amount,
        journal_lines.tax_amount,
        1 as base_rate,
        -- flags
        journal_lines.is_posted,
        journal_lines.is_manual
    from journal_lines
    left join instances
        on
            journal_lines.source_system = instances.source_system
            and journal_lines.source_instance = instances.source_instance

)

{{ select_shape(
    'return_legs', 'legs',
    absent=[
        'layer', 'leg_kind', 'source_location', 'occurred_at', 'kept_units', 'missing_units',
        'never_shipped_units', 'base_net_amount', 'cost_amount', 'is_date_uncertain',
    ]
) }}
