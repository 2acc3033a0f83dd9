{{ config(materialized='view') }}
-- One row per sale version × product that it names: the SKU that the document itself writes.
-- Movements carry a product without its SKU, and a product may have been renamed since.
{%- set fields = {'product': 'ProductID', 'sku': 'SKU'} %}
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}
    where has_movements

),

restocked as (

    select
        sale_versions.source_system,
        sale_versions.source_instance,
        sale_versions.document_version_id,
        {{ json_fields('line.item', fields) }} as field_values
    from sale_versions, {{ json_list_items('sale_versions.credit_notes', 'line', 'Restock') }}

),

restocked_products as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from restocked

),

named_products as (

    select source_system, source_instance, document_version_id, product_id, sku
    from {{ ref('stg_cin7_core__lines') }}

    union all

    select source_system, source_instance, document_version_id, product_id, sku
    from {{ ref('stg_cin7_core__pick_lines') }}

    union all

    select source_system, source_instance, document_version_id, lower(product) as product_id, sku
    from restocked_products

)

select
    source_system,
    source_instance,
    document_version_id,
    product_id,
    min(sku) as sku
from named_products
where product_id is not null and sku is not null
group by source_system, source_instance, document_version_id, product_id
