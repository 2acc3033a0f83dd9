-- Canonical sale lines of Shopify: one row per order version × line sold, and one per order version
-- × fulfilment × line shipped (M4.13). Gift cards are a liability, not goods: they are no sale. A
-- free gift (price 12.00, discount 12.00) is goods sold at 0.
{%- set fulfillment_fields = {'fulfillment_id': 'id', 'status': 'status'} %}
{%- set shipped_fields = {'line_id': 'id', 'quantity': 'quantity'} %}
with goods as (

    select * from {{ ref('stg_shopify__order_lines') }}
    where not is_gift_card

),

orders as (

    select * from {{ ref('stg_shopify__orders') }}

),

sold as (

    select
        source_system,
        source_instance,
        order_id,
        document_version_id,
        'sold:' || line_id as line_key,
        source_sku,
        order_date,
        sold_units,
        null as shipped_units,
        currency_code,
        net_amount,
        shop_net_amount
    from goods

),

extracted_fulfillments as (

    select
        orders.source_instance,
        orders.document_version_id,
        fulfillment.item,
        fulfillment.place,
        {{ json_fields('fulfillment.item', fulfillment_fields) }} as field_values
    from orders,
        {{ json_items('orders.payload', 'fulfillments', 'fulfillment') }}

),

fulfillments as (

    select
        *,
        {{ json_columns('field_values', fulfillment_fields) }}
    from extracted_fulfillments

),

shipped_items as (

    select
        fulfillments.source_instance,
        fulfillments.document_version_id,
        coalesce(fulfillments.fulfillment_id, 'place_' || fulfillments.place) as fulfillment_id,
        {{ json_fields('line.item', shipped_fields) }} as field_values
    from fulfillments,
        {{ json_items('fulfillments.item', 'line_items', 'line') }}
    where fulfillments.status = 'success'

),

shipped_lines as (

    select
        source_instance,
        document_version_id,
        fulfillment_id,
        {{ json_columns('field_values', shipped_fields) }}
    from shipped_items

),

shipped as (

    -- A fulfilment names the order's lines by id; one line may be named twice in it.
    select
        goods.source_system,
        goods.source_instance,
        goods.order_id,
        goods.document_version_id,
        'shipped:' || shipped_lines.fulfillment_id || ':' || goods.line_id as line_key,
        goods.source_sku,
        goods.order_date,
        null as sold_units,
        sum({{ to_units('shipped_lines.quantity') }}) as shipped_units,
        null as currency_code,
        null as net_amount,
        null as shop_net_amount
    from shipped_lines
    inner join goods
        on
            shipped_lines.source_instance = goods.source_instance
            and shipped_lines.document_version_id = goods.document_version_id
            and shipped_lines.line_id = goods.line_id
    group by
        goods.source_system,
        goods.source_instance,
        goods.order_id,
        goods.document_version_id,
        shipped_lines.fulfillment_id,
        goods.line_id,
        goods.source_sku,
        goods.order_date

),

sold_and_shipped as (

    select * from sold
    union all
    select * from shipped

),

sale_lines as (

    select
        *,
        'order' as document_type,
        order_id as document_id,
        order_date as sale_date,
        shop_net_amount as base_net_amount
    from sold_and_shipped

)

{{ select_shape('sale_lines', 'sale_lines', absent=['base_rate', 'cost_amount']) }}
