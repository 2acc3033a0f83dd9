-- One row per invoice × version: invoices to customers (ACCREC), which are sales, and bills from
-- suppliers (ACCPAY), which are not.
{%- set fields = {
    'invoice_id': 'InvoiceID', 'invoice_number': 'InvoiceNumber', 'invoice_type': 'Type',
    'reference': 'Reference', 'status': 'Status',
    'date_text': 'Date', 'date_string': 'DateString', 'line_amount_types': 'LineAmountTypes',
    'sub_total': 'SubTotal', 'total': 'Total',
    'currency_code': 'CurrencyCode', 'currency_rate': 'CurrencyRate',
} %}
with invoices as (

    select * from {{ source('xero', 'invoices') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from invoices

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
        invoice_id,
        {{ document_version_id('xero', 'invoices') }} as document_version_id,
        invoice_number,
        reference,
        coalesce(invoice_type, '') = 'ACCREC' as is_sale,
        -- when
        coalesce({{ to_calendar_date('date_string') }}, {{ msdate_to_date('date_text') }})
            as invoice_date,
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
