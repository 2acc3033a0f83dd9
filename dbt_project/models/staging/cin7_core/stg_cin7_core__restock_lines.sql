-- One row per restock line of a credit note × version. The list is a plan until the restock is
-- authorised or its task moved stock (M4.1). Where the status is unknown: the movements decide if
-- the sale version in force lists any, else the credit note's own state does. Which date posts a
-- restock is not documented: its own, else the movement's, else the credit note's. The date is
-- uncertain where only the last is left, where the first two are of two months, and where a business
-- date has a time of day.
{%- set fields = {
    'product': 'ProductID', 'written_sku': 'SKU', 'quantity': 'Quantity', 'location': 'Location',
    'location_id': 'LocationID', 'restock_location': 'RestockLocation',
    'restock_location_id': 'RestockLocationID', 'restock_date': 'RestockDate',
    'non_inventory': 'NonInventory',
} %}
with credit_notes as (

    select * from {{ ref('stg_cin7_core__credit_notes') }}

),

extracted as (

    select
        credit_notes.* exclude (payload, refunds_payload),
        line.place,
        {{ json_fields('line.item', fields) }} as field_values
    from credit_notes, {{ json_items('credit_notes.payload', 'Restock', 'line') }}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from extracted

),

moved_tasks as (

    select
        source_system,
        source_instance,
        document_version_id,
        sale_id,
        task_id,
        max(movement_date) as movement_date
    from {{ ref('stg_cin7_core__task_movements') }}
    where direction = 'restock'
    group by source_system, source_instance, document_version_id, sale_id, task_id

),

restock_lines as (

    select
        -- keys
        fields.source_system,
        fields.source_instance,
        fields.document_id,
        fields.document_version_id,
        fields.place,

        -- what
        coalesce(fields.written_sku, products.source_sku) as sku,
        coalesce(
            fields.restock_location, fields.location,
            lower(fields.restock_location_id), lower(fields.location_id)
        ) as location,

        -- when
        coalesce(
            {{ to_calendar_date('fields.restock_date') }},
            moved_tasks.movement_date,
            fields.credit_note_date
        ) as posted_date,

        -- units
        coalesce({{ to_units('fields.quantity') }}, 0) as units,

        -- flags
        coalesce(
            case
                when {{ to_calendar_date('fields.restock_date') }} is null
                    then moved_tasks.movement_date is null
                when substr(fields.restock_date, 12, 8) not in ('', '00:00:00') then true
                else
                    date_trunc('month', {{ to_calendar_date('fields.restock_date') }})
                    <> date_trunc('month', moved_tasks.movement_date)
            end,
            false
        ) as is_date_uncertain,
        case
            when fields.restock_status = 'AUTHORISED' or moved_tasks.task_id is not null then true
            when fields.restock_status is not null or sale_versions.has_movements then false
            else fields.state = 'posted'
        end as is_posted,
        not fields.is_service_only
        and not coalesce({{ to_flag('fields.non_inventory') }}, false)
        and coalesce(products.is_stock, true) as is_stock
    from fields
    left join moved_tasks
        on
            fields.source_system = moved_tasks.source_system
            and fields.source_instance = moved_tasks.source_instance
            and fields.sale_id = moved_tasks.sale_id
            and fields.task_id = moved_tasks.task_id
            and fields.movements_version_id = moved_tasks.document_version_id
    left join {{ ref('stg_cin7_core__sale_versions') }} as sale_versions
        on
            fields.source_system = sale_versions.source_system
            and fields.source_instance = sale_versions.source_instance
            and fields.sale_id = sale_versions.sale_id
            and fields.movements_version_id = sale_versions.document_version_id
    left join {{ ref('stg_cin7_core__products') }} as products
        on
            fields.source_system = products.source_system
            and fields.source_instance = products.source_instance
            and lower(fields.product) = products.source_product_id

)

select * from restock_lines
