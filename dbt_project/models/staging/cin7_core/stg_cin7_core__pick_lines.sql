-- One row per line of a fulfilment's pick × sale version, with how far the fulfilment came.
{%- set fulfilment_fields = {
    'task': 'TaskID', 'fulfilment_status': 'FulFilmentStatus', 'ship_status': 'Ship.Status',
} %}
{%- set line_fields = {
    'product': 'ProductID', 'sku': 'SKU', 'quantity': 'Quantity', 'non_inventory': 'NonInventory',
    'location': 'Location',
} %}
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}

),

fulfilments as (

    select
        sale_versions.source_system,
        sale_versions.source_instance,
        sale_versions.sale_id,
        sale_versions.document_version_id,
        sale_versions.is_service_only,
        fulfilment.place as fulfilment_place,
        fulfilment.item as payload,
        {{ json_fields('fulfilment.item', fulfilment_fields) }} as fulfilment_values
    from sale_versions, {{ json_list_items('sale_versions.fulfilments', 'fulfilment') }}

),

extracted as (

    select
        fulfilments.* exclude (payload),
        line.place as line_place,
        {{ json_fields('line.item', line_fields) }} as line_values
    from fulfilments, {{ json_items('fulfilments.payload', 'Pick.Lines', 'line') }}

),

fields as (

    select
        * exclude (fulfilment_values, line_values),
        {{ json_columns('fulfilment_values', fulfilment_fields) }},
        {{ json_columns('line_values', line_fields) }}
    from extracted

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        sale_id,
        document_version_id,
        fulfilment_place,
        line_place,
        lower(task) as task_id,

        -- what
        lower(product) as product_id,
        sku,
        location,

        -- units
        {{ to_units('quantity') }} as units,

        -- flags
        coalesce(
            upper(ship_status) = 'AUTHORISED' or upper(fulfilment_status) = 'FULFILLED', false
        ) as is_shipped,
        is_service_only or coalesce({{ to_flag('non_inventory') }}, false) as is_service
    from fields

)

select * from typed
