{# The lines of a Xero credit note or invoice, which are alike: net of tax (LineAmountTypes says
   whether the line's amount includes it) and of discount, which Xero's line amount leaves out. A line
   without an item carries no units, whatever its quantity (M4.4). A line that books nothing, without
   item, quantity and amount, is blank.
   Named are the columns that the documents call by their own names: id, date, and the flag that
   tells customers' documents from suppliers'. #}
{% macro xero_lines(relation, document_id, document_date, flag) -%}
{%- set fields = {
    'line_item_id': 'LineItemID', 'item_code': 'ItemCode', 'inner_item_code': 'Item.Code',
    'description': 'Description', 'quantity': 'Quantity', 'unit_amount': 'UnitAmount',
    'line_amount': 'LineAmount', 'tax_amount': 'TaxAmount', 'account_code': 'AccountCode',
} %}
with documents as (

    select * from {{ relation }}

),

extracted as (

    select
        documents.*,
        line.place,
        {{ json_fields('line.item', fields) }} as field_values
    from documents,
        {{ json_items('documents.payload', 'LineItems', 'line') }}

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
        {{ to_units('quantity') }} as quantity_units,
        coalesce(
            {{ to_number('line_amount') }},
            {{ to_number('quantity') }} * {{ to_number('unit_amount') }},
            0
        ) as written_amount,
        coalesce({{ to_number('tax_amount') }}, 0) as line_tax_amount,
        coalesce(item_code, inner_item_code) as source_sku
    from fields

),

lines as (

    select
        -- keys
        source_system,
        source_instance,
        {{ document_id }},
        document_version_id,
        coalesce(line_item_id, 'place_' || place) as line_id,
        source_sku,
        account_code,
        description,
        -- when
        {{ document_date }},
        -- units
        case when source_sku is not null then quantity_units end as units,
        -- amounts
        currency_code,
        {{ to_cents(
            'written_amount - case when has_taxes_included then line_tax_amount else 0 end'
        ) }} as net_amount,
        {{ to_cents('line_tax_amount') }} as tax_amount,
        base_rate,
        -- flags
        {{ flag }},
        state,
        source_sku is null and quantity_units is null and written_amount = 0 as is_blank
    from typed

)

select * from lines
{%- endmacro %}
