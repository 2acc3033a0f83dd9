-- One row per refund × version, from both carriers: embedded in an order version, or on its own
-- from the refunds export (M4.12: one refund, whichever export brought it). An embedded refund has
-- no stamp of its own that moves: the order's stands for it.
{%- set fields = {
    'refund_id': 'id', 'named_order_id': 'order_id', 'refunded_at': 'created_at',
    'restock': 'restock', 'named_return_id': 'return.id',
} %}
with orders as (

    select * from {{ ref('stg_shopify__orders') }}

),

standalone_refunds as (

    select * from {{ source('shopify', 'refunds') }}

),

embedded as (

    select
        orders.source_system,
        orders.source_instance,
        orders.document_version_id,
        orders.order_id as container_order_id,
        orders.version_at,
        orders.exported_at,
        orders.landed_at,
        refund.item as payload,
        orders.content_hash,
        orders.source_file,
        orders.source_line
    from orders,
        {{ json_items('orders.payload', 'refunds', 'refund') }}

),

standalone as (

    select
        source_system,
        source_instance,
        {{ document_version_id('shopify', 'refunds') }} as document_version_id,
        null as container_order_id,
        {{ to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        payload,
        content_hash,
        source_file,
        source_line
    from standalone_refunds

),

carried as (

    select * from embedded
    union all
    select * from standalone

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from carried

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        refund_id,
        document_version_id,
        source_instance || ':' || refund_id || ':' || document_version_id as refund_version_key,
        coalesce(container_order_id, named_order_id) as order_id,
        {{ trailing_number('named_return_id') }} as named_return_id,
        -- when
        {{ to_instant('refunded_at') }} as created_at,
        version_at,
        exported_at,
        landed_at,
        -- flags
        container_order_id is not null as is_embedded,
        {{ to_flag('restock') }} as is_restocking,
        -- content and origin
        payload,
        content_hash,
        source_file,
        source_line
    from fields

)

select * from typed
