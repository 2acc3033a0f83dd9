-- Grain: return line. Within its diagnosis, the situation that says what to do (seed
-- recommended_actions): the first below that holds. Each names the units or the amount that it is
-- about, the tier that holds and the tier that lacks something, and the cell whose document it
-- quotes, unless that is the credit of record. A credit is asked for only where one is lacking.
with facts as (
    select * from {{ ref('int_line_facts') }}
),

steps as (
    select * from {{ ref('int_line_steps') }}
),

persistence as (
    select * from {{ ref('int_line_persistence') }}
),

diagnoses as (
    select return_line_id, diagnosis from {{ ref('int_line_diagnoses') }}
),

described_lines as (
    select
        facts.*,
        steps.* exclude (return_line_id),
        diagnoses.diagnosis,
        persistence.is_credit_overdue,
        persistence.is_restock_overdue,
        facts.ledger_posting in ('day', 'month', 'payout') as is_consolidated,
    from facts
    inner join steps on facts.return_line_id = steps.return_line_id
    inner join diagnoses on facts.return_line_id = diagnoses.return_line_id
    inner join persistence on facts.return_line_id = persistence.return_line_id
),

situations as (
    {#- diagnosis (none: any), situation, when it holds, what it is about #}
    {%- for diagnosis, situation, condition, names in [
        ('incomplete_evidence', 'no_contract', 'not has_contract', {}),
        ('incomplete_evidence', 'no_exchange_rate', 'has_unknown_base_amount', {}),
        ('incomplete_evidence', 'sku_unmapped', 'is_order_unmapped', {}),
        ('incomplete_evidence', 'source_silent', 'true', {'lacking': 'silent_tier'}),
        ('manual_adjustment', 'stock_adjusted', 'manual_restock_units <> 0',
            {'units': 'manual_restock_units'}),
        ('manual_adjustment', 'value_journal', 'has_manual_value and restock_gap_units > 0',
            {'units': 'restock_gap_units'}),
        ('manual_adjustment', 'credit_journal', 'has_manual_credit', {'units': 'returned_units'}),
        ('manual_adjustment', 'covered', 'true', {}),
        ('multi_system_processing', 'voided_in_one_system', 'voided_tier is not null',
            {'holding': 'live_tier', 'lacking': 'voided_tier',
             'document_tier': 'live_tier', 'document_layer': 'voided_layer'}),
        ('multi_system_processing', 'duplicate_credit', 'duplicate_credit_tier is not null',
            {'holding': 'duplicate_credit_tier', 'document_tier': 'duplicate_credit_tier'}),
        ('multi_system_processing', 'duplicate_restock', 'duplicate_restock_tier is not null',
            {'holding': 'duplicate_restock_tier', 'document_tier': 'duplicate_restock_tier',
             'document_layer': "'inventory'"}),
        ('multi_system_processing', 'duplicate_cost', 'duplicate_cost_tier is not null',
            {'holding': 'duplicate_cost_tier', 'document_tier': 'duplicate_cost_tier',
             'document_layer': "'valuation'"}),
        ('multi_system_processing', 'posting_missing',
            "is_consolidated and financial_record = 'ledger' and is_credited_elsewhere",
            {'units': 'lacking_credit_units', 'lacking': "'ledger'",
             'holding': 'tier_of_most_credited_units',
             'document_tier': 'tier_of_most_credited_units'}),
        ('multi_system_processing', 'posting_missing',
            'is_consolidated and lacks_ledger_credit and credited_units > 0',
            {'units': 'least(credited_units, reversible_units) - ledger_credited_units',
             'lacking': "'ledger'", 'holding': 'financial_record'}),
        ('multi_system_processing', 'credit_missing', 'is_credited_elsewhere',
            {'units': 'lacking_credit_units', 'lacking': 'financial_record',
             'holding': 'tier_of_most_credited_units',
             'document_tier': 'tier_of_most_credited_units'}),
        ('multi_system_processing', 'credit_missing', 'lacks_ledger_credit and credited_units > 0',
            {'units': 'lacking_ledger_units', 'holding': 'financial_record',
             'lacking': "'ledger'"}),
        ('multi_system_processing', 'credit_missing_without_goods', 'lacks_record_credit',
            {'amount': 'largest_revenue_amount', 'lacking': 'financial_record',
             'holding': 'first_credit_tier', 'document_tier': 'first_credit_tier'}),
        ('multi_system_processing', 'credit_missing_without_goods', 'lacks_ledger_credit',
            {'amount': 'abs(revenue_reversed_amount)', 'holding': 'financial_record',
             'lacking': "'ledger'"}),
        ('multi_system_processing', 'restock_missing', 'is_restocked_elsewhere',
            {'units': 'lacking_restock_units', 'holding': 'tier_of_most_restocked_units',
             'lacking': 'inventory_record'}),
        ('multi_system_processing', 'cost_missing', 'true',
            {'units': 'cost_gap_units', 'holding': 'tier_of_most_valued_units',
             'lacking': 'valuation_record'}),
        ('credit_note_without_stock_movement', 'overdue', 'is_restock_overdue',
            {'units': 'restock_gap_units'}),
        ('credit_note_without_stock_movement', 'within_days', 'true',
            {'units': 'restock_gap_units'}),
        ('stock_movement_without_financial_reversal', 'over_restocked',
            'returned_units <= largest_credited_units', {'units': '-restock_gap_units'}),
        ('stock_movement_without_financial_reversal', 'overdue', 'is_credit_overdue',
            {'units': 'returned_units - largest_credited_units'}),
        ('stock_movement_without_financial_reversal', 'within_days', 'true',
            {'units': 'returned_units - largest_credited_units'}),
        ('valuation_mismatch', 'cost_missing', 'cost_gap_units > 0',
            {'units': 'cost_gap_units', 'lacking': 'valuation_record'}),
        ('valuation_mismatch', 'later_cost_change',
            'later_difference_amount <> 0 and restoring_difference_amount = 0',
            {'amount': 'later_cost_change_amount'}),
        ('valuation_mismatch', 'reversed_value_differs', 'reversal_difference_amount <> 0',
            {'amount': '-reversal_difference_amount'}),
        ('valuation_mismatch', 'restored_value_differs', 'true',
            {'amount': 'expected_cost_amount - restored_cost_amount'}),
        ('amount_mismatch', 'any', 'true',
            {'amount': '-correction_amount', 'holding': 'earlier_tier', 'lacking': 'later_tier',
             'document_tier': 'later_tier'}),
        (none, 'any', 'true', {}),
    ] %}
    select
        return_line_id,
        diagnosis,
        '{{ situation }}' as situation,
        {{ loop.index }} as place,
        cast({{ names.units or 'null' }} as decimal(18, 4)) as units,
        cast({{ names.amount or 'null' }} as decimal(18, 2)) as amount,
        {{ names.holding or 'cast(null as varchar)' }} as holding_tier,
        {{ names.lacking or 'cast(null as varchar)' }} as lacking_tier,
        {{ names.document_tier or 'financial_record' }} as document_tier,
        {{ names.document_layer or "'financial'" }} as document_layer,
    from described_lines
    where {{ "diagnosis = '" ~ diagnosis ~ "' and " if diagnosis }}{{ condition }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select * exclude (place)
from situations
qualify row_number() over (partition by return_line_id order by place) = 1
