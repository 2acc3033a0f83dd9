-- One row per task × SKU × direction in the products' own stock ledger, read where a sale does not
-- show the movements of a task (M4.12). A ledger lists all that ever moved: of each product the
-- latest version that lists any counts. Its quantity tells the direction, negative being out.
{%- set fields = {
    'task': 'TaskID', 'type': 'Type', 'date': 'Date', 'quantity': 'Quantity', 'amount': 'Amount',
} %}
with products as (

    select
        source_system,
        source_instance,
        payload,
        nullif(trim(json_extract_string(payload, '$.SKU')), '') as sku
    from {{ source('cin7_core', 'products') }}
    where json_array_length(payload, '$.Movements') > 0
    qualify row_number() over (
        partition by source_system, source_instance, lower(document_id)
        order by
            {{ to_instant('version_at') }} desc nulls last,
            exported_at desc nulls last,
            landed_at desc,
            content_hash
    ) = 1

),

extracted as (

    select
        products.* exclude (payload),
        {{ json_fields('movement.item', fields) }} as field_values
    from products, {{ json_items('products.payload', 'Movements', 'movement') }}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        source_system,
        source_instance,
        lower(task) as task_id,
        sku,
        case
            when lower(type) in ('restock', 'restockmultiple') then 'restock'
            when lower(type) in ('sale', 'salemultiple') then 'outbound'
        end as direction,
        {{ to_calendar_date('date') }} as movement_date,
        coalesce({{ to_units('quantity') }}, 0) as units_in,
        abs(try_cast(amount as decimal(18, 6))) as amount
    from fields

),

directed as (

    select
        *,
        case when direction = 'outbound' then -units_in else units_in end as units,
        case
            when (units_in < 0) = (direction = 'outbound') then amount
            else -amount
        end as cost
    from typed
    where direction is not null and task_id is not null and sku is not null

)

select
    source_system,
    source_instance,
    task_id,
    direction,
    min(sku) as sku,
    sum(units) as units,
    sum(cost) as cost,
    coalesce(
        max(case when cost <> 0 then movement_date end), max(movement_date)
    ) as movement_date
from directed
group by source_system, source_instance, task_id, direction, lower(sku)
having sum(units) <> 0
