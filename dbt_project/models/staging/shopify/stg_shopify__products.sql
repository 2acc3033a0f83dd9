-- Canonical products of Shopify: one row per inventory item. Only an item whose stock Shopify tracks
-- can move it.
with products as (

    select
        *,
        inventory_item_id as source_product_id,
        is_tracked as is_stock
    from {{ ref('stg_shopify__inventory_items') }}

)

{{ select_shape('products', 'products') }}
