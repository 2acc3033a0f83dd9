-- Grain: return line. Which of the six patterns are true (M7), each in one expression. The first,
-- second and fourth are counted before manual units; manual legs never make or hide them.
with facts as (
    select * from {{ ref('int_line_facts') }}
),

line_periods as (
    select * from {{ ref('int_line_periods') }}
),

patterns as (
    select
        facts.return_line_id,
        facts.expected_restock_units > facts.largest_restocked_units
        and facts.largest_credited_units > 0
            as is_credit_note_without_stock_movement,
        (
            facts.returned_units > facts.largest_credited_units
            and (facts.largest_restocked_units > 0 or facts.declared_kept_units > 0)
        )
        -- More came back than was returned.
        or facts.restock_gap_before_manual_units + facts.restock_duplicate_units < 0
            as is_stock_movement_without_financial_reversal,
        line_periods.is_out_of_sequence as is_out_of_sequence_processing,
        facts.is_credited_elsewhere
        or facts.is_restocked_elsewhere
        or facts.is_valued_elsewhere
        or facts.lacks_record_credit
        or facts.lacks_ledger_credit
        or facts.has_duplicate_credit
        or facts.has_duplicate_restock
        or facts.has_duplicate_cost
        or facts.has_void_difference
            as is_multi_system_processing,
        facts.has_manual_legs as is_manual_adjustment,
        facts.is_recorded_after_signoff as is_processed_after_reconciliation,
    from facts
    inner join line_periods on facts.grid_line_id = line_periods.return_line_id
)

select
    *,
    {{ patterns_list('patterns') }} as patterns,
from patterns
