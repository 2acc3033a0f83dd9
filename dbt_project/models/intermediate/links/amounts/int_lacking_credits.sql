-- Grain: order state × return × SKU × tier: how many units of the return lack a credit in the tier,
-- and what those are worth at the sale's net price (M5, `order_amount`); beside it the goods revenue
-- that the tier holds. Surplus units are no units of a return.
with unit_shares as (
    select * from {{ ref('int_unit_shares') }}
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
),

sales as (
    select * from {{ ref('int_sales') }}
),

cells as (
    select
        unit_shares.order_state_id,
        order_legs.order_key,
        unit_shares.return_set_id,
        unit_shares.sku,
        order_legs.tier,
        order_legs.layer,
        min(order_legs.posted_date) as first_posted_date,
        sum(unit_shares.units - unit_shares.surplus_units) as units,
        sum(
            {{ amount_of_share('order_legs.base_net_amount') }}
        ) filter (order_legs.is_goods_revenue) as revenue_amount,
    from unit_shares
    inner join order_legs
        on
            unit_shares.order_state_id = order_legs.order_state_id
            and unit_shares.source_leg_id = order_legs.source_leg_id
    group by all
),

lines as (
    select
        order_state_id,
        order_key,
        return_set_id,
        sku,
        min(first_posted_date) as first_posted_date,
        max(units) filter (layer <> 'valuation') as units,
    from cells
    group by all
),

tiers as (
    select * from (values ('channel'), ('hub'), ('ledger')) as tiers (tier)
)

select
    lines.order_state_id,
    lines.return_set_id,
    lines.sku,
    tiers.tier,
    lines.first_posted_date,
    lines.units - coalesce(credits.units, 0) as lacking_units,
    (lines.units - coalesce(credits.units, 0)) * sales.sale_unit_price_amount as lacking_amount,
    coalesce(credits.units, 0) as credited_units,
    coalesce(credits.revenue_amount, 0) as revenue_amount,
from lines
cross join tiers
left join cells as credits
    on
        lines.order_state_id = credits.order_state_id
        and lines.return_set_id = credits.return_set_id
        and lines.sku = credits.sku
        and tiers.tier = credits.tier
        and credits.layer = 'financial'
left join sales on lines.order_key = sales.order_key and lines.sku = sales.sku
where lines.units > 0
