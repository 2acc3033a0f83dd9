-- One row per line of a return version, with the SKU of the order line that came back.
{%- set fields = {
    'return_line_id': 'id', 'quantity': 'quantity',
    'fulfillment_line_id': 'fulfillmentLineItem.id',
    'order_line_id': 'fulfillmentLineItem.lineItem.id',
    'sku': 'fulfillmentLineItem.lineItem.sku',
} %}
with returns as (

    select * from {{ ref('stg_shopify__returns') }}

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
        line.place,
        {{ json_fields('line.item', fields) }} as field_values
    from returns,
        {{ json_connection_items('returns.payload', 'returnLineItems', 'line') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        *,
        {{ trailing_number('order_line_id') }} as order_line_number,
        {{ to_units('quantity') }} as units
    from fields

),

return_lines as (

    select
        -- keys
        typed.source_system,
        typed.source_instance,
        typed.return_id,
        typed.document_version_id,
        typed.return_version_key,
        typed.place,
        coalesce({{ trailing_number('typed.return_line_id') }}, 'place_' || typed.place)
            as return_line_id,
        {{ trailing_number('typed.fulfillment_line_id') }} as fulfillment_line_id,
        coalesce(typed.sku, latest_order_lines.source_sku) as source_sku,
        -- units
        typed.units
    from typed
    left join latest_order_lines
        on
            typed.source_instance = latest_order_lines.source_instance
            and typed.order_id = latest_order_lines.order_id
            and typed.order_line_number = latest_order_lines.line_id

)

select * from return_lines
