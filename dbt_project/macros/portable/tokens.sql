{# The whole tokens of a text, normalised as references are: what stands between blanks and
   separators, without a closing full stop. `INV-4/CR-2, thanks.` gives INV-4, CR-2 and THANKS.
   A list, to be unnested; tokens are joined by equality, never searched in. #}
{% macro tokens(text) -%}
    list_transform(
        regexp_split_to_array({{ text }}, '[\s,;:()/|"<>\[\]]+'),
        lambda token: {{ normalised_reference("rtrim(token, '.')") }}
    )
{%- endmacro %}
