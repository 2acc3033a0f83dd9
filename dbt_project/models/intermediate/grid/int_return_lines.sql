-- Grain: return line, and once more in each past reading of it. Who it is: its return, order and item, with the sale of that item (M4.13) and
-- the terms of its contract.
with line_legs as (
    select * from {{ ref('int_line_legs') }} where return_line_id is not null
),

returns as (
    select * from {{ ref('int_returns') }}
),

sales as (
    select * from {{ ref('int_sales') }}
),

-- The order as the earliest tier writes it.
lines as (
    select
        return_line_id,
        plain_line_id,
        return_id,
        order_key,
        sku,
        arg_min(order_reference, (tier, order_reference)) as order_reference,
        min(posted_date) as first_line_date,
        max(posted_date) as last_line_date,
        min(posted_date) filter (is_unit_leg and layer = 'inventory' and units > 0)
            as first_restock_date,
    from line_legs
    group by all
)

select
    lines.*,
    returns.* exclude (return_id, order_key),
    sales.sold_units,
    sales.sale_unit_price_amount,
    sales.unit_cost_amount,
    sales.sale_date,
from lines
inner join returns on lines.return_id = returns.return_id
left join sales on lines.order_key = sales.order_key and lines.sku = sales.sku
