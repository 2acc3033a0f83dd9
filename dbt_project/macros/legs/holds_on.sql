{# Whether a reference row holds on a day: an empty bound is none, an unknown day is in no bounds. #}
{% macro holds_on(day, relation) -%}
    (
        coalesce({{ day }} >= {{ relation }}.valid_from, {{ relation }}.valid_from is null)
        and coalesce({{ day }} <= {{ relation }}.valid_to, {{ relation }}.valid_to is null)
    )
{%- endmacro %}
