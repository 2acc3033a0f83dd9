-- Grain: return line. The periods of its posted, live system-of-record legs by layer, and what the
-- blocks say of them (M7): whether legs of different periods were matched, whether each block's two
-- legs stand together, whether credit and stock were one workflow.
with record_legs as (
    select * from {{ ref('int_record_legs') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

blocks as (
    select * from {{ ref('int_blocks') }}
),

periods as (
    select
        return_line_id,
        {{ sorted_list("case when layer = 'financial' then period end") }} as financial_period,
        {{ sorted_list("case when layer = 'inventory' then period end") }} as inventory_period,
        {{ sorted_list("case when layer = 'valuation' then period end") }} as valuation_period,
        list(distinct period) filter (layer = 'inventory' and units <> 0) as restock_periods,
        list(distinct period) filter (layer = 'valuation' and units is null)
            as unitless_cost_periods,
    from record_legs
    -- What happens to goods and value after they are back is no step of the return.
    where leg_kind not in (
        'stock_transfer', 'write_off', 'stock_adjustment', 'stocktake',
        'later_cost_change', 'write_down'
    )
    group by all
),

dated_blocks as (
    select
        blocks.return_line_id,
        asking.period <> answering.period as crosses_credit,
        valuation.period <> answering.period as crosses_cost,
        asking.layer <> answering.layer as has_both_layers,
        asking.set_id = answering.set_id as is_one_set,
        -- Whole days where a source has only dates.
        case
            when asking.occurred_at is not null and answering.occurred_at is not null
                then abs(date_diff('second', asking.occurred_at, answering.occurred_at)) / 3600.0
            else abs(date_diff('day', asking.posted_date, answering.posted_date)) * 24.0
        end <= coalesce(lines.together_within_hours, 48) as is_together,
    from blocks
    inner join lines on blocks.return_line_id = lines.return_line_id
    inner join record_legs as answering
        on
            blocks.return_line_id = answering.return_line_id
            and blocks.answering_leg_id = answering.return_leg_id
    left join record_legs as asking
        on
            blocks.return_line_id = asking.return_line_id
            and blocks.asking_leg_id = asking.return_leg_id
    left join record_legs as valuation
        on
            blocks.return_line_id = valuation.return_line_id
            and blocks.valuation_leg_id = valuation.return_leg_id
),

block_facts as (
    select
        return_line_id,
        bool_or(crosses_credit or crosses_cost) as has_crossing_block,
        bool_or(has_both_layers and crosses_credit) as has_crossing_credit,
        bool_or(has_both_layers) as has_credit_block,
        bool_and(is_one_set) filter (has_both_layers) as is_one_workflow,
        bool_and(is_together) filter (has_both_layers) as is_together,
    from dated_blocks
    group by all
)

select
    lines.return_line_id,
    periods.financial_period,
    periods.inventory_period,
    periods.valuation_period,
    coalesce(block_facts.has_crossing_block, false)
    -- A cost without units counts by its period against those of the restocks.
    or coalesce(
        not list_has_all(periods.restock_periods, periods.unitless_cost_periods), false
    ) as is_out_of_sequence,
    coalesce(block_facts.has_crossing_credit, false) as has_crossing_credit,
    coalesce(block_facts.has_credit_block, false) as has_credit_block,
    block_facts.is_one_workflow,
    block_facts.is_together,
from lines
left join periods on lines.return_line_id = periods.return_line_id
left join block_facts on lines.return_line_id = block_facts.return_line_id
