{# The distinct values of a group as one comma-separated text, sorted; null where there are none. #}
{% macro sorted_list(column) -%}
    nullif(array_to_string(list_sort(list_distinct(list({{ column }}))), ','), '')
{%- endmacro %}

{# The distinct members of a group's comma-separated lists as one such list, sorted. #}
{% macro merged_list(column) -%}
    nullif(array_to_string(list_sort(list_distinct(
        flatten(list(string_split(nullif({{ column }}, ''), ',')) filter ({{ column }} <> ''))
    )), ','), '')
{%- endmacro %}
