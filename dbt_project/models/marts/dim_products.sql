-- Grain: company × item. What the product lists hold, and every item of a return line.
with listed_products as (
    {{ union_systems('products') }}
),

source_instances as (
    select * from {{ ref('stg_reference__source_instances') }}
),

sku_aliases as (
    select * from {{ ref('stg_reference__sku_aliases') }}
),

return_lines as (
    select * from {{ ref('fct_return_lines') }}
),

mentions as (
    select
        source_instances.company,
        source_instances.tier,
        coalesce(sku_aliases.sku, listed_products.source_sku) as sku,
        sku_aliases.sku is not null as is_alias,
        listed_products.product_name,
    from listed_products
    inner join source_instances using (source_system, source_instance)
    left join sku_aliases using (source_system, source_instance, source_sku)
    where listed_products.source_sku is not null
    union all
    select
        company,
        null as tier,
        sku,
        false as is_alias,
        null as product_name,
    from return_lines
    where sku is not null
),

-- The hub's name is the one that stock people use. An alias may be a pack of the item, so its name
-- counts only where nothing else names the item.
products as (
    select
        company,
        sku,
        product_name,
    from mentions
    qualify row_number() over (
        partition by company, sku
        order by
            case when product_name is null then 1 else 0 end,
            case when is_alias then 1 else 0 end,
            case tier when 'hub' then 1 when 'channel' then 2 else 3 end,
            product_name
    ) = 1
)

{{ select_contract('products') }}
