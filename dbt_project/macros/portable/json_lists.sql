{# The items of a JSON list that stands in a column of its own, one row each, with their place in
   the list from 1. `path` leads from an item to the list that is meant (`Restock`); places then
   count through all of them. Used and read like json_items. #}
{% macro json_list_items(list, alias, path=none) -%}
    {%- set below = '.' ~ path ~ '[*]' if path else '' -%}
    {%- set items = "json_extract(" ~ list ~ ", '$[*]" ~ below ~ "')" -%}
    lateral (
        select
            unnest({{ items }}) as item,
            generate_subscripts({{ items }}, 1) as place
    ) as {{ alias }}
{%- endmacro %}
