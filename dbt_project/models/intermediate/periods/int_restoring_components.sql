-- Grain: return line × period × component of the walk from expected cost to the value that the hub
-- restored (M10). The rate effect stands in the first period of the value legs; the quantity effect
-- in the last period of the restocks when value is missing, of the value legs when it is too much;
-- what remains per period is timing. A line whose cost is not known starts at 0 and carries the
-- value restored. Later changes of cost stand where they were posted (M8.4).
with bridge_tiers as (
    select * from {{ ref('int_bridge_tiers') }}
),

line_values as (
    select line_values.*
    from {{ ref('int_line_values') }} as line_values
    inner join bridge_tiers on line_values.return_line_id = bridge_tiers.return_line_id
),

expected_costs as (
    select return_line_id, period, expected_cost_amount as amount
    from {{ ref('int_expected_cost_periods') }}
),

restored_costs as (
    select
        tier_amounts.return_line_id,
        tier_amounts.period,
        tier_amounts.amount,
        tier_amounts.later_change_amount,
        tier_amounts.is_reversed,
    from {{ ref('int_tier_period_amounts') }} as tier_amounts
    inner join bridge_tiers
        on
            tier_amounts.return_line_id = bridge_tiers.return_line_id
            and tier_amounts.tier = bridge_tiers.restored_cost_tier
    where tier_amounts.bridge = 'valuation'
),

restock_spans as (
    select
        return_line_id,
        max(period) as last_restock_period,
    from expected_costs
    group by all
),

value_spans as (
    select
        return_line_id,
        min(period) as first_value_period,
        max(period) as last_value_period,
    from restored_costs
    where is_reversed
    group by all
),

line_spans as (
    select
        line_values.return_line_id,
        line_values.quantity_effect_amount,
        line_values.rate_effect_amount,
        restock_spans.last_restock_period,
        value_spans.first_value_period,
        value_spans.last_value_period,
    from line_values
    left join restock_spans on line_values.return_line_id = restock_spans.return_line_id
    left join value_spans on line_values.return_line_id = value_spans.return_line_id
),

caused_amounts as (
    select
        return_line_id,
        case
            when quantity_effect_amount < 0 then coalesce(last_restock_period, last_value_period)
            else coalesce(last_value_period, last_restock_period)
        end as period,
        'quantity_effect' as component,
        quantity_effect_amount as amount,
    from line_spans
    where quantity_effect_amount <> 0
    union all
    select
        return_line_id,
        coalesce(first_value_period, last_restock_period) as period,
        'rate_effect' as component,
        rate_effect_amount as amount,
    from line_spans
    where rate_effect_amount <> 0
    union all
    select
        restored_costs.return_line_id,
        restored_costs.period,
        'cost_unknown' as component,
        restored_costs.amount - restored_costs.later_change_amount as amount,
    from restored_costs
    inner join line_spans on restored_costs.return_line_id = line_spans.return_line_id
    where line_spans.rate_effect_amount is null and restored_costs.is_reversed
    union all
    select
        return_line_id,
        period,
        'later_cost_change' as component,
        later_change_amount as amount,
    from restored_costs
    where later_change_amount <> 0
),

remaining_amounts as (
    select return_line_id, period, amount from restored_costs
    union all
    select return_line_id, period, -amount as amount from expected_costs
    union all
    select return_line_id, period, -amount as amount from caused_amounts
)

select return_line_id, period, 'expected_cost' as component, amount from expected_costs
union all
select return_line_id, period, 'restored_cost' as component, amount from restored_costs
union all
select return_line_id, period, component, amount from caused_amounts
union all
select
    return_line_id,
    period,
    'restoring_timing' as component,
    sum(amount) as amount,
from remaining_amounts
group by all
having sum(amount) <> 0
