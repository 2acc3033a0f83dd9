-- Grain: return. Its lines summed, and the verdict of its worst line: the first by the precedence
-- that the vocabulary writes down, `excluded` last (M7). An answer is `no` if any line says no,
-- `partly` if its lines differ, `not_*` only if all say it.
with return_lines as (
    select * from {{ ref('int_line_verdicts') }}
),

-- Of lines with the same verdict, the one that lasts.
worst_lines as (
    select *
    from return_lines
    qualify row_number() over (
        partition by return_id
        order by
            return_precedence,
            list_position(
                ['undetermined', 'permanent', 'timing_open', 'timing_cleared', 'none'], persistence
            ),
            return_line_id
    ) = 1
),

summed_lines as (
    select
        return_id,
        count(*) as line_count,
        min(first_leg_date) as first_leg_date,
        max(last_leg_date) as last_leg_date,
        {{ merged_list('credit_note_numbers') }} as credit_note_numbers,
        {{ merged_list('financial_period') }} as financial_period,
        {{ merged_list('inventory_period') }} as inventory_period,
        {{ merged_list('valuation_period') }} as valuation_period,
        coalesce({{ merged_list('signals') }}, '') as signals,
        {%- for column in [
            'sold_units', 'returned_units', 'expected_credit_units', 'expected_restock_units',
            'expected_cost_units', 'credited_units', 'restocked_units', 'cost_reversed_units',
            'manual_units', 'manual_credit_units', 'manual_restock_units', 'kept_units',
            'never_shipped_units', 'credit_gap_units', 'restock_gap_units',
            'channel_revenue_amount', 'hub_revenue_amount', 'ledger_revenue_amount',
            'revenue_reversed_amount', 'revenue_difference_amount', 'fx_difference_amount',
            'expected_cost_amount', 'restored_cost_amount', 'reversed_cost_amount',
            'quantity_effect_amount', 'rate_effect_amount',
            'open_units', 'open_revenue_amount', 'open_cost_amount',
        ] %}
        sum({{ column }}) as {{ column }},
        {%- endfor %}
        max(days_open) as days_open,
        {%- for pattern in pattern_names() %}
        bool_or(is_{{ pattern }}) as is_{{ pattern }},
        {%- endfor %}
        bool_or(has_revenue_mismatch) as has_revenue_mismatch,
        bool_or(has_quantity_mismatch) as has_quantity_mismatch,
        bool_or(has_valuation_mismatch) as has_valuation_mismatch,
        {%- for answer in [
            'financial_action_recorded', 'stock_movement_completed', 'same_workflow',
            'same_period', 'several_systems', 'before_or_after_signoff', 'completed_together',
        ] %}
        {{ answer_of_lines(answer) }} as {{ answer }},
        {%- endfor %}
        max(candidate_count) as candidate_count,
    from return_lines
    group by all
),

weakest_links as (
    select return_lines.return_id, return_lines.match_rule, return_lines.match_confidence
    from return_lines
    inner join {{ ref('match_rules') }} as match_rules
        on return_lines.match_rule = match_rules.match_rule
    qualify row_number() over (
        partition by return_lines.return_id
        order by match_rules.rank desc, return_lines.return_line_id
    ) = 1
),

returns as (
    select
        summed_lines.*,
        worst_lines.company,
        worst_lines.channel,
        worst_lines.order_reference,
        worst_lines.diagnosis,
        worst_lines.persistence,
        worst_lines.issue_class,
        worst_lines.recommended_action,
        {{ patterns_list('summed_lines') }} as patterns,
        weakest_links.match_rule,
        weakest_links.match_confidence,
    from summed_lines
    inner join worst_lines on summed_lines.return_id = worst_lines.return_id
    left join weakest_links on summed_lines.return_id = weakest_links.return_id
)

{{ select_contract('returns') }}
