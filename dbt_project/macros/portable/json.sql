{# Reading JSON in one call per document: thirteen single extractions parse a document thirteen
   times. `fields` is a dict of column name to path below the document (`id`, `receipt.number`,
   `"a.b"` quoted where a key holds a dot). Everything comes out as text, '' as null: cast in the
   next CTE, where a value that is present and unreadable can still be seen.

   with extracted as (
       select source_instance, {{ json_fields('payload', fields) }} as field_values from source
   )
   select source_instance, {{ json_columns('field_values', fields) }} from extracted #}
{% macro json_fields(payload, fields) -%}
    json_extract_string({{ payload }}, [
        {%- for path in fields.values() %}'$.{{ path }}'{{ ", " if not loop.last }}{% endfor -%}
    ])
{%- endmacro %}

{% macro json_columns(field_values, fields) -%}
    {%- for name in fields.keys() -%}
        nullif(trim({{ field_values }}[{{ loop.index }}]), '') as {{ name }}
        {{- "," if not loop.last }}
    {% endfor -%}
{%- endmacro %}

{# The items of a list below a document, one row each, with their place in the list from 1.
   Use as a lateral: `from orders, {{ json_items('orders.payload', 'refunds', 'refund') }}`;
   gives columns refund.item (JSON text) and refund.place. A missing or null list gives no row. #}
{% macro json_items(payload, path, alias) -%}
    lateral (
        select
            unnest(json_extract({{ payload }}, '$.{{ path }}[*]')) as item,
            generate_subscripts(json_extract({{ payload }}, '$.{{ path }}[*]'), 1) as place
    ) as {{ alias }}
{%- endmacro %}

{# The sum of one amount over a list below a document, null where no item has it. A wildcard path
   cannot share a call with others, so it stands alone. #}
{% macro json_total(payload, path) -%}
    list_sum(list_transform(
        json_extract_string({{ payload }}, '$.{{ path }}'),
        lambda amount: {{ to_number('amount') }}
    ))
{%- endmacro %}

{# Whether a list stands below a document, an empty one included. #}
{% macro json_has_list(payload, path) -%}
    coalesce(json_type({{ payload }}, '$.{{ path }}') = 'ARRAY', false)
{%- endmacro %}

{# The items of a GraphQL connection, which a client may ask for as `nodes` or as `edges`. Used and
   read like json_items. #}
{% macro json_connection_items(payload, path, alias) -%}
    {%- set nodes = "json_extract(" ~ payload ~ ", '$." ~ path ~ ".nodes[*]')" -%}
    {%- set edges = "json_extract(" ~ payload ~ ", '$." ~ path ~ ".edges[*].node')" -%}
    lateral (
        select
            unnest(list_concat({{ nodes }}, {{ edges }})) as item,
            generate_subscripts(list_concat({{ nodes }}, {{ edges }}), 1) as place
    ) as {{ alias }}
{%- endmacro %}

{# One field of a small document, text, '' as null. For more than one use json_fields. #}
{% macro json_text(payload, path) -%}
    nullif(trim(json_extract_string({{ payload }}, '$.{{ path }}')), '')
{%- endmacro %}
