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
