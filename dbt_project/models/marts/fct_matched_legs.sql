-- Grain: block: units of one return line matched between its system-of-record legs (M7). Amounts
-- are the block's part of its credit and of its cost by cumulative rounding, so that the blocks of
-- a leg add up to it.
with blocks as (
    select * from {{ ref('int_blocks') }}
),

record_legs as (
    select * from {{ ref('int_record_legs') }} where reading_id is null
),

-- Which of a block's legs is the credit and which the restock; a credit that was taken back answers
-- a credit, or an un-restock.
sided_blocks as (
    select
        blocks.*,
        asking.layer = 'inventory' and answering.layer = 'financial' as is_taken_back,
        case
            when asking.layer = 'financial' then blocks.asking_leg_id
            when answering.layer = 'financial' then blocks.answering_leg_id
        end as financial_leg_id,
        case when asking.layer = 'financial' then blocks.asking_from else blocks.answering_from end
            as financial_from,
        case
            when answering.layer = 'inventory' then blocks.answering_leg_id
            when asking.layer = 'inventory' then blocks.asking_leg_id
        end as inventory_leg_id,
    from blocks
    inner join record_legs as answering
        on
            blocks.return_line_id = answering.return_line_id
            and blocks.answering_leg_id = answering.return_leg_id
    left join record_legs as asking
        on
            blocks.return_line_id = asking.return_line_id
            and blocks.asking_leg_id = asking.return_leg_id
),

matched_legs as (
    select
        sided_blocks.block_id as matched_leg_id,
        sided_blocks.return_line_id,
        sided_blocks.financial_leg_id,
        sided_blocks.inventory_leg_id,
        sided_blocks.valuation_leg_id,
        case when is_taken_back then -sided_blocks.units else sided_blocks.units end
            as matched_units,
        {{ exact_share(
            'financial.base_net_amount', '(financial_from + sided_blocks.units)',
            'abs(financial.units)', 2
        ) }} - {{ exact_share(
            'financial.base_net_amount', 'financial_from', 'abs(financial.units)', 2
        ) }} as revenue_amount,
        {{ exact_share(
            'valuation.cost_amount', '(valuation_from + sided_blocks.units)', 'valuation.units', 2
        ) }} - {{ exact_share(
            'valuation.cost_amount', 'valuation_from', 'valuation.units', 2
        ) }} as cost_amount,
        financial.period as financial_period,
        inventory.period as inventory_period,
        valuation.period as valuation_period,
        case
            when 'batch_total' in (financial.match_rule, valuation.match_rule) then 'batch_total'
            else sided_blocks.match_rule
        end as match_rule,
    from sided_blocks
    {%- for layer in ['financial', 'inventory', 'valuation'] %}
    left join record_legs as {{ layer }}
        on
            sided_blocks.return_line_id = {{ layer }}.return_line_id
            and sided_blocks.{{ layer }}_leg_id = {{ layer }}.return_leg_id
    {%- endfor %}
)

{{ select_contract('matched_legs') }}
