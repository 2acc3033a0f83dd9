-- Company × item: what the product lists hold, and every item of a return line.
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

-- The hub's name of an item is the one that stock people use; an alias, which may be a pack of it,
-- names it only where nothing else does.
named_products as (

    select
        source_instances.company,
        coalesce(sku_aliases.sku, listed_products.source_sku) as sku,
        listed_products.product_name,
        row_number() over (
            partition by
                source_instances.company,
                coalesce(sku_aliases.sku, listed_products.source_sku)
            order by
                case when listed_products.product_name is null then 1 else 0 end,
                case when sku_aliases.sku is null then 0 else 1 end,
                case source_instances.tier when 'hub' then 1 when 'channel' then 2 else 3 end,
                listed_products.source_system,
                listed_products.source_instance,
                listed_products.source_product_id,
                listed_products.source_sku
        ) as place
    from listed_products
    inner join source_instances
        on
            listed_products.source_system = source_instances.source_system
            and listed_products.source_instance = source_instances.source_instance
    left join sku_aliases
        on
            listed_products.source_system = sku_aliases.source_system
            and listed_products.source_instance = sku_aliases.source_instance
            and listed_products.source_sku = sku_aliases.source_sku
    where listed_products.source_sku is not null

),

products as (

    select
        company,
        sku,
        max(product_name) as product_name
    from (
        select company, sku, product_name from named_products where place = 1
        union all
        select company, sku, null as product_name from return_lines where sku is not null
    ) as listed_or_returned
    group by company, sku

)

{{ select_contract('products') }}
