{{ config(materialized='view') }}
-- One row per order version × successful fulfilment × order line: the units that it shipped. A
-- fulfilment names the order's lines by id, and may name one twice.
{%- set fulfillment_fields = {
    'fulfillment_id': 'id', 'status': 'status', 'location_id': 'location_id',
} %}
{%- set line_fields = {'line_id': 'id', 'quantity': 'quantity'} %}
with orders as (

    select * from {{ ref('stg_shopify__orders') }}

),

extracted_fulfillments as (

    select
        orders.order_version_key,
        fulfillment.item as payload,
        fulfillment.place,
        {{ json_fields('fulfillment.item', fulfillment_fields) }} as field_values
    from orders,
        {{ json_items('orders.payload', 'fulfillments', 'fulfillment') }}

),

fulfillments as (

    select
        order_version_key,
        payload,
        place,
        {{ json_columns('field_values', fulfillment_fields) }}
    from extracted_fulfillments

),

extracted_lines as (

    select
        fulfillments.order_version_key,
        coalesce(fulfillments.fulfillment_id, 'place_' || fulfillments.place) as fulfillment_id,
        {{ trailing_number('fulfillments.location_id') }} as source_location,
        {{ json_fields('line.item', line_fields) }} as field_values
    from fulfillments,
        {{ json_items('fulfillments.payload', 'line_items', 'line') }}
    where fulfillments.status = 'success'

),

lines as (

    select
        order_version_key,
        fulfillment_id,
        source_location,
        {{ json_columns('field_values', line_fields) }}
    from extracted_lines

),

shipped_lines as (

    select
        order_version_key,
        fulfillment_id,
        line_id,
        source_location,
        sum({{ to_units('quantity') }}) as shipped_units
    from lines
    group by order_version_key, fulfillment_id, line_id, source_location

)

select * from shipped_lines
