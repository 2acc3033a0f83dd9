-- One row per GraphQL Return × version. A requested return has not taken effect; a declined or
-- cancelled one never will (M4.1).
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
        fields.source_system,
        fields.source_instance,
        {{ trailing_number('fields.return_gid') }} as return_id,
        {{ document_version_id('returns') }} as document_version_id,
        fields.return_name,
        {{ trailing_number('fields.order_gid') }} as order_id,
        fields.order_name,
        -- when
        {{ to_instant('fields.created_at') }} as created_at,
        {{ local_date(to_instant('fields.created_at'), 'instances.time_zone') }} as return_date,
        {{ to_instant('fields.version_at') }} as version_at,
        fields.exported_at,
        fields.landed_at,
        instances.time_zone,
        -- units
        {{ to_units('fields.total_quantity') }} as total_units,
        -- flags
        case
            when upper(fields.status) in ('OPEN', 'CLOSED') then 'posted'
            when upper(fields.status) in ('DECLINED', 'CANCELED', 'CANCELLED') then 'voided'
            else 'pending'
        end as state,
        -- content and origin
        fields.payload,
        fields.content_hash,
        fields.source_file,
        fields.source_line
    from fields
    left join instances
        on
            fields.source_system = instances.source_system
            and fields.source_instance = instances.source_instance

),

ranked as (

    select
        *,
        row_number() over (
            partition by source_instance, return_id
            order by
                version_at desc nulls last,
                exported_at desc nulls last,
                landed_at desc,
                document_version_id asc
        ) = 1 as is_latest
    from typed

)

select * from ranked
