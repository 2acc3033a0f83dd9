-- One row per line of a manual journal version: debit positive, credit negative, net of the tax
-- that an inclusive journal holds in the line. Lines have no id: their place names them.
{%- set fields = {
    'description': 'Description', 'line_amount': 'LineAmount', 'tax_amount': 'TaxAmount',
    'account_code': 'AccountCode', 'is_blank': 'IsBlank',
} %}
with manual_journals as (

    select * from {{ ref('stg_xero__manual_journals') }}

),

extracted as (

    select
        manual_journals.*,
        line.place,
        {{ json_fields('line.item', fields) }} as field_values
    from manual_journals,
        {{ json_items('manual_journals.payload', 'JournalLines', 'line') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        *,
        coalesce({{ to_number('line_amount') }}, 0) as written_amount,
        coalesce({{ to_number('tax_amount') }}, 0) as line_tax_amount
    from fields

),

lines as (

    -- The tax has the side of its line, whether or not its own sign says so.
    select
        -- keys
        source_system,
        source_instance,
        manual_journal_id,
        document_version_id,
        'place_' || place as line_id,
        account_code,
        description,
        -- when
        journal_date,
        -- amounts
        {{ to_cents(
            'written_amount - case when has_taxes_included'
            ~ ' then sign(written_amount) * abs(line_tax_amount) else 0 end'
        ) }} as net_amount,
        {{ to_cents('sign(written_amount) * abs(line_tax_amount)') }} as tax_amount,
        -- flags
        state,
        coalesce({{ to_flag('is_blank') }}, false) or written_amount = 0 as is_blank
    from typed

)

select * from lines
