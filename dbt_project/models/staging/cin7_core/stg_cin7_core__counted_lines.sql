-- One row per line of a stock adjustment or stocktake × version. A line of existing stock states
-- the new quantity: what it changed is that less the quantity before. A stocktake counts what is on
-- hand; an adjustment may have meant the units available: both readings are kept. A line of new
-- stock starts from zero.
{%- set fields = {
    'product': 'ProductID', 'written_sku': 'SKU', 'location': 'Location',
    'location_id': 'LocationID', 'batch': 'BatchSN', 'on_hand': 'QuantityOnHand',
    'available': 'Available', 'counted': 'Adjustment', 'quantity': 'Quantity',
    'unit_cost': 'UnitCost',
} %}
{%- set existing_lists = ['ExistingStockLines', 'NonZeroStockOnHandProducts'] %}
{%- set new_lists = ['NewStockLines', 'ZeroStockOnHandProducts'] %}
with stock_documents as (

    select
        *,
        {{ json_text('payload', 'Location') }} as document_location
    from {{ ref('stg_cin7_core__stock_documents') }}
    where document_type in ('stock_adjustment', 'stocktake')

),

lines as (

    {%- for list in existing_lists + new_lists %}

    select
        stock_documents.* exclude (payload),
        {{ list in new_lists }} as is_new_stock,
        line.place,
        {{ json_fields('line.item', fields) }} as field_values
    from stock_documents, {{ json_items('stock_documents.payload', list, 'line') }}
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from lines

)

select
    -- keys
    fields.source_system,
    fields.source_instance,
    fields.document_type,
    fields.document_id,
    fields.document_version_id,
    fields.is_new_stock,
    fields.place,

    -- what
    coalesce(fields.written_sku, products.source_sku) as sku,
    coalesce(fields.location, lower(fields.location_id), fields.document_location) as location,
    fields.batch,

    -- when
    fields.document_date,

    -- units
    case
        when fields.is_new_stock then {{ to_units('fields.quantity') }}
        else {{ to_units('fields.counted') }} - {{ to_units('fields.on_hand') }}
    end as on_hand_units,
    case
        when fields.is_new_stock then {{ to_units('fields.quantity') }}
        when fields.document_type = 'stock_adjustment' and fields.available is not null
            then {{ to_units('fields.counted') }} - {{ to_units('fields.available') }}
        else {{ to_units('fields.counted') }} - {{ to_units('fields.on_hand') }}
    end as available_units,

    -- amounts
    case
        when fields.is_new_stock
            then {{ to_units('fields.quantity') }} * try_cast(fields.unit_cost as decimal(28, 6))
    end as new_stock_cost,

    -- flags
    fields.state = 'posted' as is_posted,
    coalesce(products.is_stock, true) as is_stock
from fields
left join {{ ref('stg_cin7_core__products') }} as products
    on
        fields.source_system = products.source_system
        and fields.source_instance = products.source_instance
        and lower(fields.product) = products.source_product_id
