-- Grain: kit SKU × day of a sale × component. What the kit held on that day, taken apart down to what
-- was no kit on it (M4.7): a component that is a kit brings its own, units times units, and one that
-- is held in several ways stands once. Landing refuses a kit that holds itself.
with recursive kit_documents as (
    select distinct kit_sku, sale_date from {{ ref('int_kit_documents') }}
),

kit_components as (
    select * from {{ ref('stg_reference__kit_components') }}
),

components_held as (
    select
        kit_documents.kit_sku,
        kit_documents.sale_date,
        kit_components.component_sku,
        kit_components.component_units,
    from kit_documents
    inner join kit_components
        on
            kit_documents.kit_sku = kit_components.kit_sku
            and kit_documents.sale_date
            between kit_components.valid_from and kit_components.valid_to
    union all
    select
        components_held.kit_sku,
        components_held.sale_date,
        kit_components.component_sku,
        cast(
            components_held.component_units * kit_components.component_units as decimal(18, 4)
        ) as component_units,
    from components_held
    inner join kit_components
        on
            components_held.component_sku = kit_components.kit_sku
            and components_held.sale_date
            between kit_components.valid_from and kit_components.valid_to
)

select
    components_held.kit_sku,
    components_held.sale_date,
    components_held.component_sku,
    cast(sum(components_held.component_units) as decimal(18, 4)) as component_units,
from components_held
left join kit_components
    on
        components_held.component_sku = kit_components.kit_sku
        and components_held.sale_date
        between kit_components.valid_from and kit_components.valid_to
where kit_components.kit_sku is null
group by all
