-- Grain: return line. Every diagnosis that holds, and of them the first by the precedence that the
-- vocabulary writes down (M7).
with facts as (
    select * from {{ ref('int_line_facts') }}
),

patterns as (
    select * from {{ ref('int_line_patterns') }}
),

vocabulary as (
    select * from {{ ref('diagnoses') }}
),

silent_lines as (
    select return_line_id from {{ ref('int_silent_cells') }}
),

unmapped_orders as (
    select * from {{ ref('int_unmapped_orders') }}
),

candidates as (
    select
        facts.return_line_id,
        unnest([
            case when live_legs_count = 0 and pending_legs_count = 0 then 'excluded' end,
            case
                when
                    not facts.has_contract
                    or facts.has_unknown_base_amount
                    or silent_lines.return_line_id is not null
                    or unmapped_orders.order_key is not null
                    then 'incomplete_evidence'
            end,
            case
                when
                    is_refused
                    and (
                        credit_gap_units <> 0
                        or restock_gap_units <> 0
                        or cost_gap_units <> 0
                        or lacks_record_credit
                        or lacks_ledger_credit
                    )
                    then 'ambiguous'
            end,
            case when live_legs_count = 0 then 'return_requested' end,
            {%- for pattern in pattern_names() %}
            case when patterns.is_{{ pattern }} then '{{ pattern }}' end,
            {%- endfor %}
            case when has_any_value_difference or cost_gap_units <> 0 then 'valuation_mismatch' end,
            case when has_amount_difference then 'amount_mismatch' end,
            case when is_cost_unknown then 'cost_unknown' end,
            case
                when
                    expected_restock_units = 0
                    and largest_restocked_units = 0
                    and is_credited_anywhere
                    then 'one_leg_expected'
            end,
            'aligned'
        ]) as diagnosis,
    from facts
    inner join patterns on facts.return_line_id = patterns.return_line_id
    left join silent_lines on facts.return_line_id = silent_lines.return_line_id
    left join unmapped_orders on facts.order_key = unmapped_orders.order_key
)

select
    candidates.return_line_id,
    candidates.diagnosis,
    vocabulary.return_precedence,
    vocabulary.issue_class,
    vocabulary.fixed_persistence,
from candidates
inner join vocabulary on candidates.diagnosis = vocabulary.diagnosis
qualify row_number() over (
    partition by candidates.return_line_id order by vocabulary.precedence
) = 1
