-- One row per sale version × task × SKU: the units picked for fulfilments that left. A pick that
-- was neither shipped nor moved is still on the shelf. On simple sales the movements stand under
-- the sale's own id: its picks are counted there.
{%- set fulfilment_fields = {
    'fulfilment_task': 'TaskID', 'fulfilment_status': 'FulFilmentStatus',
    'ship_status': 'Ship.Status',
} %}
{%- set line_fields = {
    'product': 'ProductID', 'written_sku': 'SKU', 'quantity': 'Quantity',
    'non_inventory': 'NonInventory',
} %}
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}

),

fulfilments as (

    select
        sale_versions.* exclude (payload),
        fulfilment.item as payload,
        {{ json_fields('fulfilment.item', fulfilment_fields) }} as fulfilment_values
    from sale_versions, {{ json_items('sale_versions.payload', 'Fulfilments', 'fulfilment') }}

),

extracted as (

    select
        fulfilments.*,
        {{ json_fields('line.item', line_fields) }} as line_values
    from fulfilments, {{ json_items('fulfilments.payload', 'Pick.Lines', 'line') }}

),

fields as (

    select
        source_system,
        source_instance,
        sale_id,
        document_version_id,
        is_service_only,
        {{ json_columns('fulfilment_values', fulfilment_fields) }},
        {{ json_columns('line_values', line_fields) }}
    from extracted

),

moved_tasks as (

    select distinct source_system, source_instance, sale_id, document_version_id, task_id
    from {{ ref('stg_cin7_core__outbound_costs') }}

),

described as (

    select
        fields.source_system,
        fields.source_instance,
        fields.sale_id,
        fields.document_version_id,
        coalesce(own_moves.task_id, sale_moves.task_id, lower(fields.fulfilment_task)) as task_id,
        coalesce(fields.written_sku, products.source_sku) as sku,
        {{ to_units('fields.quantity') }} as units,
        own_moves.task_id is not null
        or sale_moves.task_id is not null
        or upper(fields.ship_status) = 'AUTHORISED'
        or upper(fields.fulfilment_status) = 'FULFILLED' as has_left,
        not fields.is_service_only
        and not coalesce({{ to_flag('fields.non_inventory') }}, false)
        and coalesce(products.is_stock, true) as is_stock
    from fields
    left join moved_tasks as own_moves
        on
            fields.source_system = own_moves.source_system
            and fields.source_instance = own_moves.source_instance
            and fields.sale_id = own_moves.sale_id
            and fields.document_version_id = own_moves.document_version_id
            and lower(fields.fulfilment_task) = own_moves.task_id
    left join moved_tasks as sale_moves
        on
            fields.source_system = sale_moves.source_system
            and fields.source_instance = sale_moves.source_instance
            and fields.sale_id = sale_moves.sale_id
            and fields.document_version_id = sale_moves.document_version_id
            and fields.sale_id = sale_moves.task_id
    left join {{ ref('stg_cin7_core__products') }} as products
        on
            fields.source_system = products.source_system
            and fields.source_instance = products.source_instance
            and lower(fields.product) = products.source_product_id

)

select
    source_system,
    source_instance,
    sale_id,
    document_version_id,
    task_id,
    min(sku) as sku,
    sum(units) as units
from described
where has_left and is_stock and sku is not null
group by source_system, source_instance, sale_id, document_version_id, task_id, lower(sku)
