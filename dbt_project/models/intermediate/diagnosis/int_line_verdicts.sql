-- Grain: return line: everything that is said of it, side by side, one model for each thing said.
with facts as (
    select * from {{ ref('int_line_facts') }} where reading_id is null
),

patterns as (
    select * from {{ ref('int_line_patterns') }}
),

diagnoses as (
    select * from {{ ref('int_line_diagnoses') }}
),

persistence as (
    select * from {{ ref('int_line_persistence') }}
),

answers as (
    select * from {{ ref('int_line_answers') }}
),

open_amounts as (
    select * from {{ ref('int_line_open') }}
),

signals as (
    select * from {{ ref('int_line_signals') }}
),

line_periods as (
    select * from {{ ref('int_line_periods') }}
),

actions as (
    select * from {{ ref('int_line_actions') }}
),

links as (
    select * from {{ ref('int_line_links') }}
),

-- What people quote: the numbers that hub and ledger gave their credit notes.
credit_notes as (
    select
        return_line_id,
        {{ sorted_list('document_number') }} as credit_note_numbers,
    from {{ ref('int_linked_legs') }}
    where layer = 'financial' and tier <> 'channel' and is_batch is not true
    group by all
)

select
    facts.return_line_id,
    facts.return_id,
    facts.company,
    facts.channel,
    facts.order_reference,
    credit_notes.credit_note_numbers,
    facts.sku,
    facts.first_line_date as first_leg_date,
    facts.last_line_date as last_leg_date,
    -- sale
    facts.sold_units,
    facts.sale_unit_price_amount,
    facts.unit_cost_amount as expected_unit_cost_amount,
    -- units
    facts.returned_units,
    facts.expected_credit_units,
    facts.expected_restock_units,
    facts.expected_cost_units,
    facts.credited_units,
    facts.restocked_units,
    facts.cost_reversed_units,
    facts.manual_units,
    facts.manual_credit_units,
    facts.manual_restock_units,
    facts.kept_units,
    facts.never_shipped_units,
    facts.credit_gap_units,
    facts.restock_gap_units,
    -- amounts
    facts.channel_revenue_amount,
    facts.hub_revenue_amount,
    facts.ledger_revenue_amount,
    facts.revenue_reversed_amount,
    case
        when facts.ledger_holds_credit then facts.ledger_revenue_amount
        when facts.hub_holds_credit then facts.hub_revenue_amount
        else facts.channel_revenue_amount
    end
    - case
        when facts.channel_holds_credit then facts.channel_revenue_amount
        when facts.hub_holds_credit then facts.hub_revenue_amount
        else facts.ledger_revenue_amount
    end
    - facts.fx_difference_amount as revenue_difference_amount,
    facts.fx_difference_amount,
    facts.expected_cost_amount,
    facts.restored_cost_amount,
    facts.reversed_cost_amount,
    facts.quantity_effect_amount,
    facts.rate_effect_amount,
    -- periods
    line_periods.financial_period,
    line_periods.inventory_period,
    line_periods.valuation_period,
    -- verdict
    diagnoses.diagnosis,
    diagnoses.return_precedence,
    patterns.* exclude (return_line_id),
    persistence.persistence,
    facts.credit_gap_units <> 0
    or facts.lacks_record_credit
    or facts.lacks_ledger_credit
    or facts.has_amount_difference as has_revenue_mismatch,
    facts.restock_gap_units <> 0 as has_quantity_mismatch,
    facts.valuation_record <> 'none'
    and (
        facts.cost_reversed_units <> facts.expected_restock_units
        or facts.has_any_value_difference
    ) as has_valuation_mismatch,
    case when persistence.persistence = 'timing_open' then 'timing' else diagnoses.issue_class end
        as issue_class,
    signals.signals,
    answers.* exclude (return_line_id),
    actions.recommended_action,
    -- open
    open_amounts.is_open,
    open_amounts.days_open,
    open_amounts.open_units,
    open_amounts.open_revenue_amount,
    open_amounts.open_cost_amount,
    -- link
    links.match_rule,
    links.match_confidence,
    links.candidate_count,
from facts
inner join patterns on facts.return_line_id = patterns.return_line_id
inner join diagnoses on facts.return_line_id = diagnoses.return_line_id
inner join persistence on facts.return_line_id = persistence.return_line_id
inner join answers on facts.return_line_id = answers.return_line_id
inner join open_amounts on facts.return_line_id = open_amounts.return_line_id
inner join signals on facts.return_line_id = signals.return_line_id
inner join line_periods on facts.return_line_id = line_periods.return_line_id
inner join actions on facts.return_line_id = actions.return_line_id
left join credit_notes on facts.return_line_id = credit_notes.return_line_id
left join links on facts.return_line_id = links.return_line_id
