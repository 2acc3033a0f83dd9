{# The six patterns, in the order of M7's table: the columns is_<pattern> are named after them. #}
{% macro pattern_names() -%}
    {%- do return([
        'credit_note_without_stock_movement',
        'stock_movement_without_financial_reversal',
        'out_of_sequence_processing',
        'multi_system_processing',
        'manual_adjustment',
        'processed_after_reconciliation',
    ]) -%}
{%- endmacro %}

{# The true patterns as one text, in the order of M7's table; empty where there is none. #}
{% macro patterns_list(relation) -%}
    array_to_string(list_filter([
        {%- for pattern in pattern_names() %}
        case when {{ relation }}.is_{{ pattern }} then '{{ pattern }}' end{{ "," if not loop.last }}
        {%- endfor %}
    ], lambda name: name is not null), ',')
{%- endmacro %}

{# A return's answer from its lines' (M7): `no` if any says no, `partly` if they differ, else what all
   of them say. #}
{% macro answer_of_lines(answer) -%}
    case
        when bool_or({{ answer }} = 'no') then 'no'
        when count(distinct {{ answer }}) > 1 then 'partly'
        else min({{ answer }})
    end
{%- endmacro %}
