-- One row per movement × product version, of the kinds that have a part in returns. Earlier ledgers
-- are read only for what is a document of its own there (ledger_documents); a restock's and a
-- sale's movements count by the latest ledger.
{%- set fields = {
    'task': 'TaskID', 'type': 'Type', 'number': 'Number', 'date': 'Date', 'quantity': 'Quantity',
    'amount': 'Amount', 'location': 'Location',
} %}
with ledger_versions as (

    select * from {{ ref('stg_cin7_core__ledger_versions') }}

),

extracted as (

    select
        ledger_versions.source_system,
        ledger_versions.source_instance,
        ledger_versions.product_id,
        ledger_versions.document_version_id,
        ledger_versions.sku,
        ledger_versions.is_latest_ledger,
        movement.place,
        {{ json_fields('movement.item', fields) }} as field_values
    from ledger_versions, {{ json_list_items('ledger_versions.movements', 'movement') }}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        product_id,
        document_version_id,
        place,
        lower(task) as task_id,

        -- what
        case lower(type)
            when 'restock' then 'restock'
            when 'restockmultiple' then 'restock'
            when 'sale' then 'outbound'
            when 'salemultiple' then 'outbound'
            when 'sale cogs change' then 'sale_cost_change'
            when 'salemultiple cogs change' then 'sale_cost_change'
            when 'adjustment' then 'stock_adjustment'
            when 'stocktake' then 'stocktake'
            when 'transfer in' then 'stock_transfer'
            when 'transfer out' then 'stock_transfer'
            when 'inventory write-off' then 'inventory_write_off'
        end as movement_kind,
        number as document_number,
        sku,
        location,

        -- when
        {{ to_calendar_date('date') }} as movement_date,

        -- units, negative being out
        coalesce({{ to_units('quantity') }}, 0) as units_in,

        -- amounts, as written
        try_cast(amount as decimal(18, 6)) as amount,

        -- flags
        is_latest_ledger
    from fields

)

select * from typed
where
    movement_kind is not null
    and task_id is not null
    and sku is not null
    and (is_latest_ledger or movement_kind not in ('restock', 'outbound'))
