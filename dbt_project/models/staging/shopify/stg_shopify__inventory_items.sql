-- One row per inventory item at its latest version, from REST or GraphQL. Its unit cost is today's,
-- without history and often absent: it is never the cost of a past sale (M8.2). A bulk export mixes
-- in rows of other kinds, which their gid tells.
{%- set fields = {
    'item_gid': 'id', 'source_sku': 'sku', 'tracked': 'tracked',
    'display_name': 'variant.displayName', 'product_title': 'variant.product.title',
    'cost': 'cost', 'unit_cost': 'unitCost.amount', 'unit_cost_currency': 'unitCost.currencyCode',
} %}
with inventory_items as (

    select * from {{ source('shopify', 'inventory_items') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from inventory_items

),

fields as (

    select
        source_system,
        source_instance,
        {{ json_columns('field_values', fields) }},
        {{ to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        content_hash
    from extracted

),

versions as (

    select
        -- keys
        source_system,
        source_instance,
        {{ trailing_number('item_gid') }} as inventory_item_id,
        source_sku,
        -- names
        coalesce(display_name, product_title) as product_name,
        -- amounts
        unit_cost_currency as currency_code,
        {{ to_number('coalesce(unit_cost, cost)') }} as current_unit_cost_amount,
        -- flags
        coalesce({{ to_flag('tracked') }}, true) as is_tracked,
        row_number() over (
            partition by source_instance, {{ trailing_number('item_gid') }}
            order by {{ latest_version_first() }}
        ) as recency_rank
    from fields
    where item_gid not like 'gid://%' or item_gid like 'gid://shopify/InventoryItem/%'

),

latest_versions as (

    select
        source_system,
        source_instance,
        inventory_item_id,
        source_sku,
        product_name,
        currency_code,
        current_unit_cost_amount,
        is_tracked
    from versions
    where recency_rank = 1

)

select * from latest_versions
