-- Grain: order with an item that no hub document, product list, alias or kit knows (M4.10): its
-- counterpart cannot be found, so no line of the order can be judged. Not tested where the contract
-- names no hub, or no hub document ever landed.
with lines as (
    select * from {{ ref('int_return_lines') }} where reading_id is null
),

hub_items as (
    select distinct company, sku
    from {{ ref('int_order_legs') }}
    where tier = 'hub' and is_current_state and sku is not null
    union
    select distinct company, sku from {{ ref('int_sale_lines') }} where tier = 'hub'
),

-- A channel's own item list proves no counterpart: only a hub's does.
products as (
    select distinct
        source_instances.company,
        products.source_sku as sku,
    from ({{ union_systems('products') }}) as products
    inner join {{ ref('stg_reference__source_instances') }} as source_instances
        on
            products.source_system = source_instances.source_system
            and products.source_instance = source_instances.source_instance
            and source_instances.tier = 'hub'
),

aliases as (
    select sku from {{ ref('stg_reference__sku_aliases') }}
    union
    select kit_sku as sku from {{ ref('stg_reference__kit_components') }}
    union
    select component_sku as sku from {{ ref('stg_reference__kit_components') }}
),

hub_companies as (
    select distinct company from {{ ref('int_known_documents') }} where tier = 'hub'
)

select distinct lines.order_key
from lines
inner join hub_companies on lines.company = hub_companies.company
left join hub_items on lines.company = hub_items.company and lines.sku = hub_items.sku
left join products on lines.company = products.company and lines.sku = products.sku
left join aliases on lines.sku = aliases.sku
where
    lines.sku is not null
    and lines.hub_system is not null
    and hub_items.sku is null
    and products.sku is null
    and aliases.sku is null
