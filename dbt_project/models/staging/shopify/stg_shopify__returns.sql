-- One row per GraphQL Return × version. A requested return has not taken effect; a declined or
-- cancelled one never will (M4.1). It is a test, and of the source, that its order is.
{%- set fields = {
    'return_gid': 'id', 'return_name': 'name', 'status': 'status',
    'total_quantity': 'totalQuantity', 'order_gid': 'order.id', 'order_name': 'order.name',
} %}
with returns as (

    select * from {{ source('shopify', 'returns') }}

),

instances as (

    select * from {{ ref('stg_reference__source_instances') }}

),

latest_orders as (

    select * from {{ ref('stg_shopify__orders') }}
    where is_latest

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from returns

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
        {{ trailing_number('return_gid') }} as return_id,
        {{ document_version_id('shopify', 'returns') }} as document_version_id,
        return_name,
        {{ trailing_number('order_gid') }} as order_id,
        order_name,
        -- when
        {{ to_instant('created_at') }} as created_at,
        {{ to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        -- units
        {{ to_units('total_quantity') }} as total_units,
        -- flags
        case
            when upper(status) in ('OPEN', 'CLOSED') then 'posted'
            when upper(status) in ('DECLINED', 'CANCELED', 'CANCELLED') then 'voided'
            else 'pending'
        end as state,
        -- content and origin
        payload,
        content_hash,
        source_file,
        source_line
    from fields

),

placed as (

    select
        typed.*,
        typed.source_instance || ':' || typed.return_id || ':' || typed.document_version_id
            as return_version_key,
        instances.time_zone,
        {{ local_date('typed.created_at', 'instances.time_zone') }} as return_date,
        latest_orders.source_name,
        coalesce(latest_orders.is_test, false) as is_test,
        row_number() over (
            partition by typed.source_instance, typed.return_id
            order by {{ latest_version_first('typed') }}
        ) = 1 as is_latest
    from typed
    left join instances
        on
            typed.source_system = instances.source_system
            and typed.source_instance = instances.source_instance
    left join latest_orders
        on
            typed.source_instance = latest_orders.source_instance
            and typed.order_id = latest_orders.order_id

)

select * from placed
