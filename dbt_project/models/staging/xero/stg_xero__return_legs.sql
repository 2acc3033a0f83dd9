-- Canonical return legs of Xero: one row per line of a customer's credit note or of a manual
-- journal × version. Layer and kind are the account's role to say, so they are left open. Credit
-- lines are positive, more returned; journal lines stand as debit − credit. A supplier's credit
-- note makes no leg. CurrencyRate is units of the document's currency per 1 of base: the base rate
-- is its inverse.
with credit_note_lines as (

    select * from {{ ref('stg_xero__credit_note_lines') }}
    where is_customer_credit and not is_blank

),

manual_journal_lines as (

    select * from {{ ref('stg_xero__manual_journal_lines') }}
    where not is_blank

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
        manual_journal_lines.source_system,
        manual_journal_lines.source_instance,
        'manual_journal' as document_type,
        manual_journal_lines.manual_journal_id as document_id,
        manual_journal_lines.document_version_id,
        'line:' || manual_journal_lines.line_id as leg_key,
        manual_journal_lines.account_code,
        null as source_sku,
        -- when
        manual_journal_lines.journal_date as posted_date,
        -- units
        null as units,
        -- amounts: a manual journal is always in the organisation's own currency
        instances.base_currency as currency_code,
        manual_journal_lines.net_amount,
        manual_journal_lines.tax_amount,
        1 as base_rate,
        -- flags
        manual_journal_lines.state = 'posted' as is_posted,
        true as is_manual
    from manual_journal_lines
    left join instances
        on
            manual_journal_lines.source_system = instances.source_system
            and manual_journal_lines.source_instance = instances.source_instance

)

{{ select_shape(
    'return_legs', 'legs',
    absent=[
        'layer', 'leg_kind', 'source_location', 'occurred_at', 'kept_units', 'missing_units',
        'never_shipped_units', 'base_net_amount', 'cost_amount',
    ]
) }}
