{# The names that a document's number, reference and text hold: their whole tokens, normalised (M5,
   M5.1). A year in prose is a date and names no order: "Stock count January 2026" is none of #2026.
   With its sign, or as the reference itself, it is. A list, to be unnested; `documents` is the
   relation with document_number, order_reference and reference_text. #}
{% macro document_names(documents) -%}
    list_concat(
        coalesce({{ tokens(
            "concat_ws(' ', " ~ documents ~ ".document_number, " ~ documents ~ ".order_reference)"
        ) }}, []),
        coalesce({{ tokens(
            documents ~ ".reference_text", but_not="'(19|20)[0-9]{2}[.]?'"
        ) }}, [])
    )
{%- endmacro %}
