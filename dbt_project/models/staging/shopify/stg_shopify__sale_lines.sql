{{ config(materialized='view') }}
-- Canonical sale lines of Shopify: one row per order version × line sold, and one per order version
-- × fulfilment × line shipped (M4.13). Gift cards and tips are not goods: they are no sale. A
-- free gift (price 12.00, discount 12.00) is goods sold at 0.
with goods as (

    select * from {{ ref('stg_shopify__order_lines') }}
    where line_kind = 'goods'

),

shipped_lines as (

    select * from {{ ref('stg_shopify__shipped_lines') }}

),

sale_lines as (

    select
        source_system, source_instance, 'order' as document_type, order_id as document_id,
        document_version_id, 'sold:' || line_id as line_key, source_sku,
        null as source_location, order_date as sale_date,
        sold_units, null as shipped_units,
        currency_code, net_amount, shop_net_amount as base_net_amount
    from goods
    union all
    select
        goods.source_system, goods.source_instance, 'order' as document_type,
        goods.order_id as document_id, goods.document_version_id,
        'shipped:' || shipped_lines.fulfillment_id || ':' || goods.line_id as line_key,
        goods.source_sku, shipped_lines.source_location, goods.order_date as sale_date,
        null as sold_units, shipped_lines.shipped_units,
        null as currency_code, null as net_amount, null as base_net_amount
    from shipped_lines
    inner join goods
        on
            shipped_lines.order_version_key = goods.order_version_key
            and shipped_lines.line_id = goods.line_id

)

{{ select_shape('sale_lines', 'sale_lines', absent=['base_rate', 'cost_amount']) }}
