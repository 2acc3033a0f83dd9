-- One row per line of a journal version: NetAmount, debit positive, in the organisation's currency.
-- Net amounts balance within a journal; gross amounts do not.
{%- set fields = {
    'journal_line_id': 'JournalLineID', 'description': 'Description',
    'net': 'NetAmount', 'tax': 'TaxAmount', 'account_code': 'AccountCode',
} %}
with journals as (

    select * from {{ ref('stg_xero__journals') }}

),

extracted as (

    select
        journals.*,
        line.place,
        {{ json_fields('line.item', fields) }} as field_values
    from journals,
        {{ json_items('journals.payload', 'JournalLines', 'line') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

lines as (

    select
        -- keys
        source_system,
        source_instance,
        journal_id,
        document_version_id,
        coalesce(journal_line_id, 'place_' || place) as line_id,
        source_type,
        account_code,
        description,
        -- when
        journal_date,
        -- amounts
        {{ to_cents('coalesce(' ~ to_number('net') ~ ', 0)') }} as net_amount,
        {{ to_cents('coalesce(' ~ to_number('tax') ~ ', 0)') }} as tax_amount,
        -- flags
        is_counted,
        coalesce({{ to_number('net') }}, 0) = 0 as is_blank
    from fields

)

select * from lines
