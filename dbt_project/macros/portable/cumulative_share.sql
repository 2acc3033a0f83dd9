{# amount × part ÷ whole, rounded half away from zero to so many places, without ever leaving
   integers: DuckDB divides decimals as floating point. `part` and `whole` count in steps of at most
   four decimals; `whole` is not zero. #}
{% macro exact_share(amount, part, whole, places) -%}
    {%- set scale = 10 ** places -%}
    {%- set numerator -%}
        cast({{ amount }} * {{ scale }} as hugeint) * cast({{ part }} * 10000 as hugeint)
    {%- endset -%}
    {%- set denominator -%}cast({{ whole }} * 10000 as hugeint){%- endset -%}
    cast(
        sign({{ numerator }}) * sign({{ denominator }})
        * ((2 * abs({{ numerator }}) + abs({{ denominator }})) // (2 * abs({{ denominator }})))
        as decimal(18, 0)
    ) * {{ '0.' ~ '0' * (places - 1) ~ '1' }}
{%- endmacro %}

{# A part of an amount by cumulative rounding (M2): the rounded share of the weights so far, less the
   rounded share of the weights before. Reads the columns weight_so_far, weight_before and
   weight_total; the parts of an amount sum to it exactly. Gives decimal(18, places). #}
{% macro cumulative_share(amount, places) -%}
    cast(
        {{ exact_share(amount, 'weight_so_far', 'weight_total', places) }}
        - {{ exact_share(amount, 'weight_before', 'weight_total', places) }}
        as decimal(18, {{ places }})
    )
{%- endmacro %}
