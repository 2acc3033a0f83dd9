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

{# A return's answer from its lines' (M7): `no` if any says no, `partly` if they differ, `not_*` only
   if all say it. #}
{% macro answer_of_lines(answer, not_asked) -%}
    case
        when bool_or({{ answer }} = 'no') then 'no'
        when bool_and({{ answer }} = '{{ not_asked }}') then '{{ not_asked }}'
        when bool_or({{ answer }} = 'partly') then 'partly'
        else 'yes'
    end
{%- endmacro %}
