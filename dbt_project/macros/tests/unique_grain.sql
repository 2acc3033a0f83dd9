{# The grain of a model: one row per key, and no part of the key null. Null-safe: rows with a null
   in their key fail, where a plain uniqueness check would let them pass. #}
{% test unique_grain(model, columns) %}
    select
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        count(*) as rows_count
    from {{ model }}
    group by
        {%- for column in columns %}
        {{ column }}{{ "," if not loop.last }}
        {%- endfor %}
    having
        count(*) > 1
        {%- for column in columns %}
        or {{ column }} is null
        {%- endfor %}
{% endtest %}
