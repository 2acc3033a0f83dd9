{# The number that an id ends in: `450789469` of itself and of `gid://shopify/Order/450789469`
   (a query string behind it apart). An id that is no number stays as it is. #}
{% macro trailing_number(text) -%}
    coalesce(
        nullif(regexp_extract({{ text }}, '([0-9]+)([?].*)?$', 1), ''), {{ text }}
    )
{%- endmacro %}
