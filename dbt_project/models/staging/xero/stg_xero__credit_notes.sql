-- One row per credit note × version. Amounts are positive on customers' and suppliers' notes alike:
-- the type tells them apart. The document date is the organisation's calendar date (M3.1). A list
-- page leaves the lines out: no lines under a total that is not 0 is a header only, never a version
-- that empties a fuller one.
{%- set fields = {
    'credit_note_id': 'CreditNoteID', 'credit_note_number': 'CreditNoteNumber',
    'credit_note_type': 'Type', 'reference': 'Reference', 'status': 'Status',
    'date_text': 'Date', 'date_string': 'DateString', 'line_amount_types': 'LineAmountTypes',
    'sub_total': 'SubTotal', 'total': 'Total',
    'currency_code': 'CurrencyCode', 'currency_rate': 'CurrencyRate',
} %}
with credit_notes as (

    select * from {{ source('xero', 'credit_notes') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from credit_notes

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        credit_note_id,
        {{ document_version_id('xero', 'credit_notes') }} as document_version_id,
        credit_note_number,
        reference,
        coalesce(credit_note_type, '') = 'ACCRECCREDIT' as is_customer_credit,
        -- when
        coalesce({{ to_calendar_date('date_string') }}, {{ msdate_to_date('date_text') }})
            as credit_note_date,
        {{ msdate_to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        -- money
        currency_code,
        {{ divide('1', to_number('currency_rate')) }} as base_rate,
        coalesce(line_amount_types, '') = 'Inclusive' as has_taxes_included,
        -- flags
        {{ xero_state('status') }} as state,
        {{ xero_state('status') }} in ('posted', 'pending')
        and coalesce(json_array_length(payload, '$.LineItems'), 0) = 0
        and coalesce({{ to_number('coalesce(total, sub_total)') }}, 0) <> 0 as is_header_only,
        -- content and origin
        payload,
        content_hash,
        source_file,
        source_line
    from fields

)

select * from typed
