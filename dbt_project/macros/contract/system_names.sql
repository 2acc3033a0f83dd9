{# What people call a system: the registry's label (vars.systems), else its name in capitals. #}
{% macro system_label(system) -%}
    case {{ system }}
        {%- for row in var('systems') %}
        when '{{ row.name }}' then '{{ row.get("label", row.name | replace("_", " ") | title) }}'
        {%- endfor %}
        else {{ system }}
    end
{%- endmacro %}

{# What people call a document, from its type. #}
{% macro document_label(document_type) -%}
    case
        when {{ document_type }} like '%credit%' then 'credit note'
        when {{ document_type }} like '%journal%' then 'journal'
        else replace({{ document_type }}, '_', ' ')
    end
{%- endmacro %}
