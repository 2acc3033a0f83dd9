-- Grain: return line × period of its restocks: the line's expected cost, split over its restocks in
-- date order by cumulative rounding (M10). A line whose cost is not known starts at 0.
with restocks as (
    select * from {{ ref('int_record_legs') }}
    where reading_id is null and layer = 'inventory' and is_unit_leg and units <> 0
),

line_values as (
    select * from {{ ref('int_line_values') }}
),

running_restocks as (
    select
        restocks.company,
        restocks.channel,
        restocks.return_line_id,
        restocks.period,
        coalesce(line_values.expected_cost_amount, 0) as line_cost_amount,
        sum(restocks.units) over restock_order as weight_so_far,
        sum(restocks.units) over restock_order - restocks.units as weight_before,
        sum(restocks.units) over (partition by restocks.return_line_id) as weight_total,
    from restocks
    inner join line_values on restocks.return_line_id = line_values.return_line_id
    window restock_order as (
        partition by restocks.return_line_id
        order by restocks.posted_date, restocks.return_leg_id
        rows between unbounded preceding and current row
    )
)

select
    company,
    channel,
    return_line_id,
    period,
    sum({{ cumulative_share('line_cost_amount', 2) }}) as expected_cost_amount,
from running_restocks
where weight_total <> 0
group by all
