{# The whole tokens of a text, normalised as references are: what stands between blanks and
   separators, without a closing full stop. `INV-4/CR-2, thanks.` gives INV-4, CR-2 and THANKS.
   A list, to be unnested; tokens are joined by equality, never searched in. `but_not`, a pattern in
   quotes, leaves out what fits it as it is written. #}
{% macro tokens(text, but_not=none) -%}
    list_transform(
        {%- set written = "regexp_split_to_array(" ~ text ~ ", '[\\s,;:()/|\"<>\\[\\]]+')" %}
        {{ written if but_not is none else
            "list_filter(" ~ written ~ ", lambda token: not regexp_full_match(token, " ~ but_not
            ~ "))" }},
        lambda token: {{ normalised_reference("rtrim(token, '.')") }}
    )
{%- endmacro %}
