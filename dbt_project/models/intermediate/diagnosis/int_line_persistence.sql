-- Grain: return line. Whether what is lacking still has its days, is past them, has cleared, or
-- cannot be told (M7). Credit and restock gaps age from the return's first leg, cost gaps from its
-- first restock, a missing ledger credit from when it was due. Who has no days is never late.
with facts as (
    select * from {{ ref('int_line_facts') }}
),

patterns as (
    select * from {{ ref('int_line_patterns') }}
),

diagnoses as (
    select * from {{ ref('int_line_diagnoses') }}
),

aged_lines as (
    select
        facts.return_line_id,
        facts.evaluated_on - facts.first_leg_date as age_days,
        -- gaps
        facts.credit_gap_units < 0
        or facts.restock_gap_units < 0
        or facts.cost_gap_units < 0 as has_negative_gap,
        facts.credit_gap_units > 0 or facts.lacks_record_credit as has_credit_gap,
        facts.restock_gap_units > 0 as has_restock_gap,
        facts.cost_gap_units > 0 as has_cost_gap,
        facts.lacks_ledger_credit and not facts.has_manual_ledger_credit as has_ledger_gap,
        -- when they are due
        facts.first_leg_date + facts.refund_within_days as credit_due_date,
        facts.first_leg_date + facts.restock_within_days as restock_due_date,
        coalesce(facts.evaluated_on > credit_due_date, false) as is_credit_late,
        coalesce(facts.evaluated_on > restock_due_date, false) as is_restock_late,
        coalesce(facts.evaluated_on - facts.first_restock_date > facts.cost_within_days, false)
            as is_cost_late,
        coalesce(facts.evaluated_on - facts.ledger_due_date > facts.refund_within_days, false)
            as is_ledger_late,
        -- Value that a tier which is not of record lacks has the days of the cost (M8.3).
        coalesce(
            facts.is_restored_value_awaited and not facts.is_restored_at_zero and not is_cost_late,
            false
        ) as has_awaited_value,
        -- what else remains
        facts.has_amount_difference
        or (facts.has_any_value_difference and not has_awaited_value)
        or facts.has_void_difference
        or facts.has_duplicate_credit
        or facts.has_duplicate_restock
        or facts.has_duplicate_cost as has_difference,
        patterns.is_out_of_sequence_processing
        or patterns.is_processed_after_reconciliation as has_cleared_timing,
        diagnoses.fixed_persistence,
    from facts
    inner join patterns on facts.return_line_id = patterns.return_line_id
    inner join diagnoses on facts.return_line_id = diagnoses.return_line_id
)

select
    return_line_id,
    age_days,
    credit_due_date,
    restock_due_date,
    has_credit_gap and is_credit_late as is_credit_overdue,
    has_restock_gap and is_restock_late as is_restock_overdue,
    has_cost_gap and is_cost_late as is_cost_overdue,
    has_ledger_gap and is_ledger_late as is_ledger_credit_overdue,
    case
        when fixed_persistence is not null then fixed_persistence
        when
            has_negative_gap
            or has_difference
            or (has_credit_gap and is_credit_late)
            or (has_restock_gap and is_restock_late)
            or (has_cost_gap and is_cost_late)
            or (has_ledger_gap and is_ledger_late)
            then 'permanent'
        when
            has_credit_gap
            or has_restock_gap
            or has_cost_gap
            or has_ledger_gap
            or has_awaited_value
            then 'timing_open'
        when has_cleared_timing then 'timing_cleared'
        else 'none'
    end as persistence,
from aged_lines
