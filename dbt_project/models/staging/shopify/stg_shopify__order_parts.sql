-- One row per part of an order version: each of its lines, and shipping, which is what the order's
-- total says beyond its lines. An order without a total has no such part.
with orders as (

    select * from {{ ref('stg_shopify__orders') }}

),

order_lines as (

    select * from {{ ref('stg_shopify__order_lines') }}

),

line_totals as (

    select
        order_version_key,
        sum(net_amount + tax_amount) as gross_amount,
        sum(tax_amount) as tax_amount
    from order_lines
    group by order_version_key

),

beyond_lines as (

    select
        orders.order_version_key,
        orders.presentment_currency_code as currency_code,
        orders.shop_currency_code,
        orders.order_total_amount - line_totals.gross_amount as gross_amount,
        coalesce(orders.order_tax_amount - line_totals.tax_amount, 0) as tax_amount
    from orders
    inner join line_totals on orders.order_version_key = line_totals.order_version_key
    where orders.order_total_amount is not null

),

order_parts as (

    select
        order_version_key,
        line_id as part_id,
        line_kind as part_kind,
        source_sku,
        sold_units as units,
        currency_code,
        net_amount,
        tax_amount,
        shop_net_amount
    from order_lines
    union all
    select
        order_version_key,
        'shipping' as part_id,
        'shipping' as part_kind,
        null as source_sku,
        null as units,
        currency_code,
        gross_amount - tax_amount as net_amount,
        tax_amount,
        case when currency_code is not distinct from shop_currency_code
            then gross_amount - tax_amount
        end as shop_net_amount
    from beyond_lines

)

select * from order_parts
