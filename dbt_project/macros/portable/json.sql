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
