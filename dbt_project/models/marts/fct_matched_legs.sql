-- Grain: block: units of one return line matched between its system-of-record legs (M7). Amounts are
-- the block's part of its credit and of its cost.
with blocks as (
    select * from {{ ref('int_blocks') }}
),

record_legs as (
    select * from {{ ref('int_record_legs') }}
),

matched_legs as (
    select
        blocks.block_id as matched_leg_id,
        blocks.return_line_id,
        case when asking.layer = 'financial' then blocks.asking_leg_id
            when answering.layer = 'financial' then blocks.answering_leg_id
        end as financial_leg_id,
        case when answering.layer = 'inventory' then blocks.answering_leg_id
            when asking.layer = 'inventory' then blocks.asking_leg_id
        end as inventory_leg_id,
        blocks.valuation_leg_id,
        blocks.units as matched_units,
        {{ to_cents('asking.base_net_amount * blocks.units / asking.units') }} as revenue_amount,
        {{ to_cents('valuation.cost_amount * blocks.units / valuation.units') }} as cost_amount,
        case when asking.layer = 'financial' then asking.period else answering.period end
            as financial_period,
        case when answering.layer = 'inventory' then answering.period else asking.period end
            as inventory_period,
        valuation.period as valuation_period,
        blocks.match_rule,
    from blocks
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
)

{{ select_contract('matched_legs') }}
