{# Keys are readable text, so that a person recognises the document in them. #}
{% macro document_key(alias) -%}
    {{ alias }}.source_system || '/' || {{ alias }}.source_instance || '/'
    || {{ alias }}.document_type || '/' || {{ alias }}.document_id
{%- endmacro %}

{# Order references are compared without case, blanks and `#` (M5.1). #}
{% macro normalised_reference(text) -%}
    nullif(regexp_replace(upper({{ text }}), '[\s#]', '', 'g'), '')
{%- endmacro %}

{# The key of an order that a channel knows by name. What belongs to no channel, or has no name, is
   int_document_orders' to tell. #}
{% macro named_order_key() -%}
    company || '|' || channel || '|' || order_name
{%- endmacro %}

{# What people and systems call a return document: its number and its id. A list, to be unnested. #}
{% macro return_document_names(relation) -%}
    [
        {{ normalised_reference(relation ~ '.document_number') }},
        {{ normalised_reference(relation ~ '.document_id') }}
    ]
{%- endmacro %}

{# The cells of the evidence grid as bits, in the order in which M5.3 takes them. #}
{% macro grid_cells() -%}
    {%- set cells = [] -%}
    {%- for tier in ['channel', 'hub', 'ledger'] -%}
        {%- for layer in ['financial', 'inventory', 'valuation'] -%}
            {%- do cells.append({
                'tier': tier, 'layer': layer, 'name': tier ~ '_' ~ layer, 'bit': 2 ** (cells | length)
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do return(cells) -%}
{%- endmacro %}

{% macro cell_bit(tier, layer) -%}
    case {{ tier }} || '_' || {{ layer }}
        {%- for cell in grid_cells() %}
        when '{{ cell.name }}' then {{ cell.bit }}
        {%- endfor %}
    end
{%- endmacro %}

{# Documents of a sale, as against documents of its return. #}
{% macro sale_document_types() -%}'order', 'sale', 'sales_order', 'invoice'{%- endmacro %}

{# Whether a set of cells, as the sum of their bits, holds any cell of a layer (or of a tier). #}
{% macro mask_holds(mask, layer_or_tier) -%}
    {%- set bits = [] -%}
    {%- for cell in grid_cells() if layer_or_tier in (cell.layer, cell.tier) -%}
        {%- do bits.append(cell.bit) -%}
    {%- endfor -%}
    ({{ mask }} & {{ bits | sum }}) <> 0
{%- endmacro %}
