-- One row per stock adjustment, stocktake, stock transfer or write-off × version, headers typed.
-- Only a completed one moved stock (M4.1). A row of a list is the header alone. None of them names
-- a return by an id: what it is about stands in its text, of which landing keeps the tokens.
{%- set objects = [
    {
        'name': 'stock_adjustments', 'type': 'stock_adjustment',
        'number': 'StocktakeNumber', 'date': 'EffectiveDate',
        'lists': ['ExistingStockLines', 'NewStockLines'],
    },
    {
        'name': 'stocktakes', 'type': 'stocktake',
        'number': 'StocktakeNumber', 'date': 'EffectiveDate',
        'lists': ['NonZeroStockOnHandProducts', 'ZeroStockOnHandProducts'],
    },
    {
        'name': 'stock_transfers', 'type': 'stock_transfer',
        'number': 'Number', 'date': 'CompletionDate',
        'lists': ['Lines'],
    },
    {
        'name': 'inventory_write_offs', 'type': 'inventory_write_off',
        'number': 'InventoryWriteOffNumber', 'date': 'EffectiveDate',
        'lists': ['Lines'],
    },
] %}
{%- set fields = {
    'status': 'Status', 'departure_date': 'DepartureDate', 'reference': 'Reference',
    'comment': 'Comment', 'notes': 'Notes', 'document_number': none, 'written_date': none,
} %}
with raw_documents as (

    {%- for item in objects %}
    {%- do fields.update({'document_number': item.number, 'written_date': item.date}) %}

    select
        *,
        '{{ item.type }}' as document_type,
        {{ document_version_id('cin7_core', item.name) }} as document_version_id,
        {{ json_fields('payload', fields) }} as field_values,
        {% for list in item.lists -%}
            {{ json_has_list('payload', list) }}{{ " or " if not loop.last }}
        {%- endfor %} as has_lines,
        list_concat(
            {%- for list in item.lists %}
            json_extract_string(payload, '$.{{ list }}[*].Comments'){{ "," if not loop.last }}
            {%- endfor %}
        ) as line_comments
    from {{ source('cin7_core', item.name) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

extracted as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from raw_documents

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        document_type,
        lower(trim(document_id)) as document_id,
        document_version_id,

        -- names
        document_number,
        nullif(concat_ws(
            ' ', reference, comment, notes, nullif(array_to_string(line_comments, ' '), '')
        ), '') as reference_text,

        -- when
        coalesce(
            {{ to_calendar_date('written_date') }}, {{ to_calendar_date('departure_date') }}
        ) as document_date,
        {{ to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,

        -- flags
        case upper(status)
            when 'COMPLETED' then 'posted'
            when 'VOIDED' then 'voided'
            else 'pending'
        end as state,
        has_lines,

        -- lineage
        content_hash,
        source_file,
        source_line,
        payload
    from extracted

)

select
    * exclude (has_lines),
    not has_lines and state <> 'voided' as is_header_only
from typed
