{# The distinct values of a group as one comma-separated text, sorted; null where there are none. #}
{% macro sorted_list(column) -%}
    nullif(array_to_string(list_sort(list_distinct(list({{ column }}))), ','), '')
{%- endmacro %}
