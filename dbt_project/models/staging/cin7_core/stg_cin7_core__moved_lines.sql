-- One row per line of a stock transfer or write-off × version: the units that it moves, and what a
-- write-off says that they cost. A write-off only takes value out, whatever the sign of its total.
{%- set fields = {
    'product': 'ProductID', 'transferred_sku': 'SKU', 'written_off_sku': 'ProductCode',
    'batch': 'BatchSN', 'transfer_quantity': 'TransferQuantity', 'quantity': 'Quantity',
    'total_cost': 'TotalCost',
} %}
{%- set document_fields = {
    'from_name': 'FromLocation', 'from_id': 'From', 'to_name': 'ToLocation', 'to_id': 'To',
    'location': 'Location', 'location_id': 'LocationID',
} %}
with stock_documents as (

    select * from {{ ref('stg_cin7_core__stock_documents') }}
    where document_type in ('stock_transfer', 'inventory_write_off')

),

extracted as (

    select
        stock_documents.* exclude (payload),
        line.place,
        {{ json_fields('line.item', fields) }} as line_values,
        {{ json_fields('stock_documents.payload', document_fields) }} as document_values
    from stock_documents, {{ json_items('stock_documents.payload', 'Lines', 'line') }}

),

fields as (

    select
        * exclude (line_values, document_values),
        {{ json_columns('line_values', fields) }},
        {{ json_columns('document_values', document_fields) }}
    from extracted

)

select
    -- keys
    fields.source_system,
    fields.source_instance,
    fields.document_type,
    fields.document_id,
    fields.document_version_id,
    fields.place,

    -- what
    coalesce(fields.transferred_sku, fields.written_off_sku, products.source_sku) as sku,
    coalesce(
        fields.from_name, lower(fields.from_id), fields.location, lower(fields.location_id)
    ) as from_location,
    coalesce(fields.to_name, lower(fields.to_id)) as to_location,
    fields.batch,

    -- when
    fields.document_date as posted_date,

    -- units
    coalesce({{ to_units('fields.transfer_quantity') }}, {{ to_units('fields.quantity') }})
        as units,

    -- amounts
    abs(try_cast(fields.total_cost as decimal(18, 6))) as cost,

    -- flags
    fields.state = 'posted' as is_posted,
    coalesce(products.is_stock, true) as is_stock
from fields
left join {{ ref('stg_cin7_core__products') }} as products
    on
        fields.source_system = products.source_system
        and fields.source_instance = products.source_instance
        and lower(fields.product) = products.source_product_id
