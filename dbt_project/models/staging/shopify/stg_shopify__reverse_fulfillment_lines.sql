{{ config(materialized='view') }}
-- One row per line of a return version that goods come back on, with its dispositions as JSON. The
-- line names the order line that came back, or the fulfilment line of a return line. Where an
-- export leaves both out, the return's line of the same place and quantity is meant.
{%- set fields = {
    'total_quantity': 'totalQuantity', 'fulfillment_line_gid': 'fulfillmentLineItem.id',
    'order_line_gid': 'fulfillmentLineItem.lineItem.id',
    'sku': 'fulfillmentLineItem.lineItem.sku',
} %}
with returns as (

    select * from {{ ref('stg_shopify__returns') }}

),

return_lines as (

    select * from {{ ref('stg_shopify__return_lines') }}

),

latest_order_lines as (

    select * from {{ ref('stg_shopify__order_lines') }}
    where is_latest

),

extracted as (

    select
        returns.source_system,
        returns.source_instance,
        returns.return_id,
        returns.document_version_id,
        returns.return_version_key,
        returns.order_id,
        returns.time_zone,
        returns.is_latest,
        row_number() over (
            partition by returns.return_version_key
            order by fulfillment.place, line.place
        ) as line_place,
        line.item as payload,
        {{ json_fields('line.item', fields) }} as field_values
    from returns,
        {{ json_connection_items('returns.payload', 'reverseFulfillmentOrders', 'fulfillment') }},
        {{ json_connection_items('fulfillment.item', 'lineItems', 'line') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

lines as (

    select
        *,
        {{ to_units('total_quantity') }} as units,
        {{ trailing_number('fulfillment_line_gid') }} as fulfillment_line_id,
        {{ trailing_number('order_line_gid') }} as order_line_id
    from fields

),

reverse_fulfillment_lines as (

    select
        -- keys
        lines.source_system,
        lines.source_instance,
        lines.return_id,
        lines.document_version_id,
        lines.return_version_key,
        lines.line_place,
        coalesce(
            lines.sku,
            latest_order_lines.source_sku,
            lines_by_fulfillment.source_sku,
            lines_by_place.source_sku
        ) as source_sku,
        lines.time_zone,
        -- units
        lines.units,
        -- flags
        lines.is_latest,
        -- content
        lines.payload
    from lines
    left join latest_order_lines
        on
            lines.source_instance = latest_order_lines.source_instance
            and lines.order_id = latest_order_lines.order_id
            and lines.order_line_id = latest_order_lines.line_id
    left join return_lines as lines_by_fulfillment
        on lines.return_version_key = lines_by_fulfillment.return_version_key
            and lines.fulfillment_line_id = lines_by_fulfillment.fulfillment_line_id
    left join return_lines as lines_by_place
        on lines.return_version_key = lines_by_place.return_version_key
            and lines.line_place = lines_by_place.place
            and lines.units = lines_by_place.units

)

select * from reverse_fulfillment_lines
