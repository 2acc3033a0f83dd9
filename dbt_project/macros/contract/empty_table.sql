{# A published table that no rule fills yet: all columns of its contract, no row. The whole body of
   such a model is `{{ empty_table() }}`. #}
{% macro empty_table() -%}
    select
        {%- for column, type in contract_columns().items() %}
        cast(null as {{ type }}) as {{ column }}
        {{- "," if not loop.last }}
        {%- endfor %}
    where false
{%- endmacro %}
