-- Grain: return line × money bridge × tier × period in which the tier holds a leg of it: goods
-- revenue of posted credits, cost of posted reversals with its later changes (M8.4), manual legs
-- apart (M10).
with line_legs as (
    select * from {{ ref('int_line_legs') }}
    where reading_id is null and return_line_id is not null and is_live and not is_manual
)

select
    return_line_id,
    'revenue' as bridge,
    tier,
    period,
    sum(coalesce(base_net_amount, 0)) as amount,
    cast(0 as decimal(18, 2)) as later_change_amount,
    true as is_reversed,
from line_legs
where layer = 'financial' and is_goods_revenue
group by all
union all
select
    return_line_id,
    'valuation' as bridge,
    tier,
    period,
    sum(coalesce(cost_amount, 0)) as amount,
    coalesce(sum(cost_amount) filter (leg_kind = 'later_cost_change'), 0) as later_change_amount,
    bool_or(leg_kind = 'cost_reversal') as is_reversed,
from line_legs
where layer = 'valuation' and leg_kind in ('cost_reversal', 'later_cost_change')
group by all
