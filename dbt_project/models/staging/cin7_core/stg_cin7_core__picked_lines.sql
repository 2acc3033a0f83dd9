{{ config(materialized='view') }}
-- One row per sale version × task × SKU: the units picked for fulfilments that left. A pick that
-- was neither shipped nor moved is still on the shelf. On simple sales the movements stand under
-- the sale's own id: its picks are counted there.
with pick_lines as (

    select * from {{ ref('stg_cin7_core__pick_lines') }}

),

moved_tasks as (

    select distinct source_system, source_instance, sale_id, document_version_id, task_id
    from {{ ref('stg_cin7_core__outbound_costs') }}

),

described as (

    select
        pick_lines.source_system,
        pick_lines.source_instance,
        pick_lines.sale_id,
        pick_lines.document_version_id,
        coalesce(own_moves.task_id, sale_moves.task_id, pick_lines.task_id) as task_id,
        coalesce(pick_lines.sku, products.source_sku) as sku,
        pick_lines.location,
        pick_lines.units,
        pick_lines.is_shipped
        or own_moves.task_id is not null
        or sale_moves.task_id is not null as has_left,
        not pick_lines.is_service and coalesce(products.is_stock, true) as is_stock
    from pick_lines
    left join moved_tasks as own_moves
        on
            pick_lines.source_system = own_moves.source_system
            and pick_lines.source_instance = own_moves.source_instance
            and pick_lines.sale_id = own_moves.sale_id
            and pick_lines.document_version_id = own_moves.document_version_id
            and pick_lines.task_id = own_moves.task_id
    left join moved_tasks as sale_moves
        on
            pick_lines.source_system = sale_moves.source_system
            and pick_lines.source_instance = sale_moves.source_instance
            and pick_lines.sale_id = sale_moves.sale_id
            and pick_lines.document_version_id = sale_moves.document_version_id
            and pick_lines.sale_id = sale_moves.task_id
    left join {{ ref('stg_cin7_core__products') }} as products
        on
            pick_lines.source_system = products.source_system
            and pick_lines.source_instance = products.source_instance
            and pick_lines.product_id = products.source_product_id

)

select
    source_system,
    source_instance,
    sale_id,
    document_version_id,
    coalesce(task_id, sale_id) as task_id,
    min(sku) as sku,
    case when min(location) = max(location) then min(location) end as location,
    sum(units) as units
from described
where has_left and is_stock and sku is not null
group by
    source_system, source_instance, sale_id, document_version_id, coalesce(task_id, sale_id),
    lower(sku)
