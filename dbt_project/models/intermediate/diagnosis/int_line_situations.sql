-- Grain: return line. Within its diagnosis, the situation that says what to do (seed
-- recommended_actions): the first below that holds. Each names the units or the amount that it is
-- about, the tier that holds and the tier that lacks something, and the cell whose document it
-- quotes, unless that is the credit of record. A credit is asked for only where one is lacking.
with facts as (
    select * from {{ ref('int_line_facts') }}
),

persistence as (
    select * from {{ ref('int_line_persistence') }}
),

diagnoses as (
    select * from {{ ref('int_line_diagnoses') }}
),

amounts as (
    select * from {{ ref('int_line_amounts') }}
),

unmapped_orders as (
    select * from {{ ref('int_unmapped_orders') }}
),

silent_cells as (
    select
        return_line_id,
        min(tier) as silent_tier,
    from {{ ref('int_silent_cells') }}
    group by all
),

-- The first void of a line, its credit before its stock and its cost.
voids as (
    select * from {{ ref('int_line_voids') }}
    qualify row_number() over (partition by return_line_id order by layer, tier) = 1
),

duplicate_tiers as (
    select
        return_line_id,
        min(tier) filter (layer = 'financial') as credit_tier,
        min(tier) filter (layer = 'inventory') as restock_tier,
        min(tier) filter (layer = 'valuation') as cost_tier,
    from (
        select return_line_id, tier, layer
        from {{ ref('int_line_documents') }}
        where duplicate_units > 0
        union all
        select return_line_id, tier, 'financial' as layer
        from {{ ref('int_line_amount_duplicates') }}
    )
    group by all
),

manual_legs as (
    select
        return_line_id,
        coalesce(sum(units) filter (layer = 'inventory'), 0) as manual_restock_units,
        bool_or(layer = 'valuation') as has_value,
        bool_or(layer = 'financial') as has_credit,
    from {{ ref('int_line_legs') }}
    where return_line_id is not null and is_live and is_manual
    group by all
),

described_lines as (
    select
        facts.*,
        diagnoses.diagnosis,
        persistence.is_credit_overdue,
        persistence.is_restock_overdue,
        amounts.correction_amount,
        amounts.earlier_tier,
        amounts.later_tier,
        unmapped_orders.order_key is not null as is_order_unmapped,
        silent_cells.silent_tier,
        voids.tier as voided_tier,
        voids.layer as voided_layer,
        voids.holding_tier as live_tier,
        duplicate_tiers.credit_tier as duplicate_credit_tier,
        duplicate_tiers.restock_tier as duplicate_restock_tier,
        duplicate_tiers.cost_tier as duplicate_cost_tier,
        manual_legs.manual_restock_units,
        manual_legs.has_value as has_manual_value,
        manual_legs.has_credit as has_manual_credit,
        least(largest_credited_units, expected_credit_units) - greatest(credited_units, 0)
            as lacking_credit_units,
        least(credited_units, reversible_units) as lacking_ledger_units,
        least(largest_restocked_units, expected_restock_units) - greatest(restocked_units, 0)
            as lacking_restock_units,
        {%- for measure in ['credited_units', 'restocked_units', 'valued_units'] %}
        case greatest(channel_{{ measure }}, hub_{{ measure }}, ledger_{{ measure }})
            when channel_{{ measure }} then 'channel'
            when hub_{{ measure }} then 'hub'
            else 'ledger'
        end as tier_of_most_{{ measure }},
        {%- endfor %}
        case
            when channel_holds_credit then 'channel'
            when hub_holds_credit then 'hub'
            else 'ledger'
        end as first_credit_tier,
    from facts
    inner join diagnoses on facts.return_line_id = diagnoses.return_line_id
    inner join persistence on facts.return_line_id = persistence.return_line_id
    left join amounts on facts.return_line_id = amounts.return_line_id
    left join unmapped_orders on facts.order_key = unmapped_orders.order_key
    left join silent_cells on facts.return_line_id = silent_cells.return_line_id
    left join voids on facts.return_line_id = voids.return_line_id
    left join duplicate_tiers on facts.return_line_id = duplicate_tiers.return_line_id
    left join manual_legs on facts.return_line_id = manual_legs.return_line_id
),

situations as (
    {#- diagnosis, situation, when it holds, what it is about #}
    {%- for diagnosis, situation, condition, names in [
        ('excluded', 'any', 'true', {}),
        ('incomplete_evidence', 'no_contract', 'not has_contract', {}),
        ('incomplete_evidence', 'no_exchange_rate', 'has_unknown_base_amount', {}),
        ('incomplete_evidence', 'sku_unmapped', 'is_order_unmapped', {}),
        ('incomplete_evidence', 'source_silent', 'true', {'lacking': 'silent_tier'}),
        ('ambiguous', 'any', 'true', {}),
        ('return_requested', 'any', 'true', {}),
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
        ('processed_after_reconciliation', 'any', 'true', {}),
        ('out_of_sequence_processing', 'any', 'true', {}),
        ('valuation_mismatch', 'cost_missing', 'cost_gap_units > 0',
            {'units': 'cost_gap_units', 'lacking': 'valuation_record'}),
        ('valuation_mismatch', 'reversed_value_differs', 'reversal_difference_amount <> 0',
            {'amount': '-reversal_difference_amount'}),
        ('valuation_mismatch', 'restored_value_differs', 'true',
            {'amount': 'expected_cost_amount - restored_cost_amount'}),
        ('amount_mismatch', 'any', 'true',
            {'amount': '-correction_amount', 'holding': 'earlier_tier', 'lacking': 'later_tier',
             'document_tier': 'later_tier'}),
        ('cost_unknown', 'any', 'true', {}),
        ('one_leg_expected', 'any', 'true', {}),
        ('aligned', 'any', 'true', {}),
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
    where diagnosis = '{{ diagnosis }}' and {{ condition }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select * exclude (place)
from situations
qualify row_number() over (partition by return_line_id order by place) = 1
