-- One row per sale version × product that its lines name: the SKU that the document itself writes.
-- Movements carry a product without its SKU, and a product may have been renamed since.
{%- set paths = [
    'Order.Lines', 'Fulfilments[*].Pick.Lines', 'Invoices[*].Lines', 'CreditNotes[*].Lines',
    'CreditNotes[*].Restock',
] %}
{%- set fields = {'product': 'ProductID', 'sku': 'SKU'} %}
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}

),

lines as (

    {%- for path in paths %}

    select
        sale_versions.source_system,
        sale_versions.source_instance,
        sale_versions.sale_id,
        sale_versions.document_version_id,
        {{ json_fields('line.item', fields) }} as field_values
    from sale_versions, {{ json_items('sale_versions.payload', path, 'line') }}
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from lines

),

product_skus as (

    select
        source_system,
        source_instance,
        sale_id,
        document_version_id,
        lower(product) as product_id,
        min(sku) as sku
    from fields
    where product is not null and sku is not null
    group by source_system, source_instance, sale_id, document_version_id, lower(product)

)

select * from product_skus
