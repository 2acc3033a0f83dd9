-- Grain: document set × return × SKU on which the set has units. What a leg of the set that names
-- no SKU or no units is shared over, with the weights of that sharing: the value that the hub
-- restored for the set, else the units at the sale's cost (M8.3), and the goods revenue that the
-- set reversed.
with unit_shares as (
    select * from {{ ref('int_unit_shares') }}
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
),

sales as (
    select * from {{ ref('int_sales') }}
),

-- A part of an amount is rounded before it is added, so that the order of adding changes nothing.
set_cells as (
    select
        unit_shares.order_state_id,
        order_legs.order_key,
        unit_shares.set_id,
        unit_shares.return_set_id,
        unit_shares.sku,
        order_legs.cell_bit,
        min(order_legs.posted_date) as first_posted_date,
        abs(sum(unit_shares.units)) as units,
        sum(
            {{ amount_of_share('order_legs.cost_amount') }}
        ) filter (order_legs.tier = 'hub' and order_legs.layer = 'valuation') as restored_amount,
        sum(
            {{ amount_of_share('abs(order_legs.base_net_amount)') }}
        ) filter (order_legs.is_goods_revenue) as revenue_amount,
    from unit_shares
    inner join order_legs
        on
            unit_shares.order_state_id = order_legs.order_state_id
            and unit_shares.source_leg_id = order_legs.source_leg_id
    group by all
),

set_lines as (
    select
        order_state_id,
        order_key,
        set_id,
        return_set_id,
        sku,
        min(first_posted_date) as first_posted_date,
        max(units) as units,
        coalesce(sum(restored_amount), 0) as restored_amount,
        coalesce(sum(revenue_amount), 0) as revenue_amount,
    from set_cells
    group by all
)

select
    set_lines.*,
    cast(coalesce(set_lines.units * sales.unit_cost_amount, 0) as decimal(18, 4))
        as sold_cost_amount,
    row_number() over (
        partition by set_lines.order_state_id, set_lines.set_id
        order by set_lines.sku, set_lines.return_set_id
    ) as place,
from set_lines
left join sales on set_lines.order_key = sales.order_key and set_lines.sku = sales.sku
