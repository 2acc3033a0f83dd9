-- One row per product: its latest version. Only stock products can move stock.
{%- set fields = {'id': 'ID', 'sku': 'SKU', 'name': 'Name', 'product_type': 'Type'} %}
with products as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from {{ source('cin7_core', 'products') }}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from products

),

latest_products as (

    select
        source_system,
        source_instance,
        lower(id) as source_product_id,
        sku as source_sku,
        name as product_name,
        coalesce(lower(product_type) <> 'service', true) as is_stock
    from fields
    where id is not null
    qualify row_number() over (
        partition by source_system, source_instance, lower(id)
        order by
            {{ to_instant('version_at') }} desc nulls last,
            exported_at desc nulls last,
            landed_at desc,
            content_hash
    ) = 1

)

{{ select_shape('products', 'latest_products') }}
