-- One row per product × version that lists its movements: the product's own stock ledger. A product
-- asked without its movements says nothing about them. A ledger lists all that ever moved, so the
-- latest one tells the present.
{%- set fields = {'sku': 'SKU'} %}
with products as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from {{ source('cin7_core', 'products') }}
    where json_array_length(payload, '$.Movements') > 0

),

ledgers as (

    select
        source_system,
        source_instance,
        lower(trim(document_id)) as product_id,
        {{ document_version_id('cin7_core', 'products') }} as document_version_id,
        {{ to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        content_hash,
        source_file,
        source_line,
        {{ json_columns('field_values', fields) }},
        json_extract(payload, '$.Movements') as movements
    from products

)

select
    *,
    row_number() over (
        partition by source_system, source_instance, product_id
        order by
            version_at desc nulls last, exported_at desc nulls last, landed_at desc, content_hash
    ) = 1 as is_latest_ledger
from ledgers
