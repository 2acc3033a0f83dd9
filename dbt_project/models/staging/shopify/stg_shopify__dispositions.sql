-- One row per disposition of a return version: what became of some units of one line. Its own line
-- names the order line that came back, or the fulfilment line of a return line. Where an export
-- leaves both out, the return's line of the same place and quantity is meant.
{%- set line_fields = {
    'total_quantity': 'totalQuantity', 'fulfillment_line_gid': 'fulfillmentLineItem.id',
    'order_line_gid': 'fulfillmentLineItem.lineItem.id',
    'sku': 'fulfillmentLineItem.lineItem.sku',
} %}
{%- set disposition_fields = {
    'disposition_gid': 'id', 'disposition_type': 'type', 'quantity': 'quantity',
    'disposed_at': 'createdAt', 'location_gid': 'location.id',
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

extracted_lines as (

    select
        returns.*,
        row_number() over (
            partition by returns.source_instance, returns.return_id, returns.document_version_id
            order by fulfillment.place, line.place
        ) as line_place,
        line.item as line_item,
        {{ json_fields('line.item', line_fields) }} as line_values
    from returns,
        {{ json_connection_items('returns.payload', 'reverseFulfillmentOrders', 'fulfillment') }},
        {{ json_connection_items('fulfillment.item', 'lineItems', 'line') }}

),

lines as (

    select
        *,
        {{ json_columns('line_values', line_fields) }}
    from extracted_lines

),

named_lines as (

    select
        lines.*,
        coalesce(
            lines.sku,
            latest_order_lines.source_sku,
            lines_by_fulfillment.source_sku,
            lines_by_place.source_sku
        ) as source_sku
    from lines
    left join latest_order_lines
        on
            lines.source_instance = latest_order_lines.source_instance
            and lines.order_id = latest_order_lines.order_id
            and {{ trailing_number('lines.order_line_gid') }} = latest_order_lines.line_id
    left join return_lines as lines_by_fulfillment
        on
            lines.source_instance = lines_by_fulfillment.source_instance
            and lines.return_id = lines_by_fulfillment.return_id
            and lines.document_version_id = lines_by_fulfillment.document_version_id
            and {{ trailing_number('lines.fulfillment_line_gid') }}
            = lines_by_fulfillment.fulfillment_line_id
    left join return_lines as lines_by_place
        on
            lines.source_instance = lines_by_place.source_instance
            and lines.return_id = lines_by_place.return_id
            and lines.document_version_id = lines_by_place.document_version_id
            and lines.line_place = lines_by_place.place
            and {{ to_units('lines.total_quantity') }} = lines_by_place.units

),

extracted as (

    select
        named_lines.*,
        disposition.place,
        {{ json_fields('disposition.item', disposition_fields) }} as field_values
    from named_lines,
        {{ json_items('named_lines.line_item', 'dispositions', 'disposition') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', disposition_fields) }}
    from extracted

),

dispositions as (

    select
        -- keys
        source_system,
        source_instance,
        return_id,
        document_version_id,
        coalesce(
            {{ trailing_number('disposition_gid') }}, 'place_' || line_place || '_' || place
        ) as disposition_id,
        upper(disposition_type) as disposition_type,
        source_sku,
        {{ trailing_number('location_gid') }} as source_location,
        -- when
        {{ to_instant('disposed_at') }} as disposed_at,
        {{ local_date(to_instant('disposed_at'), 'time_zone') }} as disposed_date,
        -- units
        {{ to_units('quantity') }} as units,
        -- flags
        is_latest
    from fields

)

select * from dispositions
