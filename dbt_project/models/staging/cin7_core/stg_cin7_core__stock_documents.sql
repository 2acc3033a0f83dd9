-- One row per stock adjustment, stocktake, stock transfer or write-off × version, headers typed.
-- Only a completed one moved stock (M4.1). A row of a list is the header alone. None of them names
-- a return by an id: what it is about stands in its text, of which landing keeps the tokens.
{%- set objects = [
    {
        'name': 'stock_adjustments', 'type': 'stock_adjustment',
        'number': 'StocktakeNumber', 'dates': ['EffectiveDate'], 'texts': ['Reference', 'Comment'],
        'lists': ['ExistingStockLines', 'NewStockLines'],
    },
    {
        'name': 'stocktakes', 'type': 'stocktake',
        'number': 'StocktakeNumber', 'dates': ['EffectiveDate'], 'texts': ['Reference', 'Comment'],
        'lists': ['NonZeroStockOnHandProducts', 'ZeroStockOnHandProducts'],
    },
    {
        'name': 'stock_transfers', 'type': 'stock_transfer',
        'number': 'Number', 'dates': ['CompletionDate', 'DepartureDate'], 'texts': ['Reference'],
        'lists': ['Lines'],
    },
    {
        'name': 'inventory_write_offs', 'type': 'inventory_write_off',
        'number': 'InventoryWriteOffNumber', 'dates': ['EffectiveDate'], 'texts': ['Notes'],
        'lists': ['Lines'],
    },
] %}
with stock_documents as (

    {%- for item in objects %}
    {%- set written_dates = [] %}
    {%- for path in item.dates %}
        {%- do written_dates.append(to_calendar_date(json_text('payload', path))) %}
    {%- endfor %}

    select
        source_system,
        source_instance,
        '{{ item.type }}' as document_type,
        lower(trim(document_id)) as document_id,
        {{ document_version_id(item.name) }} as document_version_id,
        {{ json_text('payload', item.number) }} as document_number,
        coalesce({{ written_dates | join(', ') }}, null) as document_date,
        nullif(array_to_string(list_concat(
            {%- for list in item.lists %}
            json_extract_string(payload, '$.{{ list }}[*].Comments'),
            {%- endfor %}
            json_extract_string(payload, [
                {%- for text in item.texts %}'$.{{ text }}'{{ ", " if not loop.last }}{% endfor -%}
            ])
        ), ' '), '') as reference_text,
        upper({{ json_text('payload', 'Status') }}) as status,
        {% for list in item.lists -%}
            {{ json_has_list('payload', list) }}{{ " or " if not loop.last }}
        {%- endfor %} as has_lines,
        {{ to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        content_hash,
        source_file,
        source_line,
        payload
    from {{ source('cin7_core', item.name) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

stated as (

    select
        *,
        case
            when status = 'COMPLETED' then 'posted'
            when status = 'VOIDED' then 'voided'
            else 'pending'
        end as state
    from stock_documents

)

select
    * exclude (status, has_lines),
    not has_lines and state <> 'voided' as is_header_only
from stated
