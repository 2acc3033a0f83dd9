{# A sentence template with its placeholders filled: `{sku}` becomes the value of the expression
   given for `sku`, or `(not known)` where that is null.

       {{ fill_sentence('recommended_actions.sentence', {'sku': 'return_lines.sku'}) }} #}
{% macro fill_sentence(template, placeholders) -%}
    {%- set filled = namespace(sql=template) -%}
    {%- for name, expression in placeholders.items() -%}
        {%- set filled.sql = "replace(" ~ filled.sql ~ ", '{" ~ name ~ "}', "
            ~ "coalesce(cast(" ~ expression ~ " as varchar), '(not known)'))" -%}
    {%- endfor -%}
    {{ filled.sql }}
{%- endmacro %}

{# Units as people write them: 2 and 1.5, not 2.0000 and 1.5000. #}
{% macro plain_units(units) -%}
    regexp_replace(cast(cast({{ units }} as decimal(18, 4)) as varchar), '\.?0+$', '')
{%- endmacro %}
