-- Grain: return line × money bridge × tier × period in which the tier holds a leg of it: goods
-- revenue of posted credits, cost of posted reversals, manual legs apart (M10).
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
from line_legs
where layer = 'valuation' and leg_kind = 'cost_reversal'
group by all
