-- Grain: kit SKU × day of a sale × component. What the kit held on that day, taken apart down to what
-- was no kit on it (M4.7): a component that is a kit brings its own, units times units, and one that
-- is held in several ways stands once. Landing refuses a kit that holds itself.
with recursive kit_documents as (
    select distinct kit_sku, sale_date from {{ ref('int_kit_documents') }}
),

kit_components as (
    select * from {{ ref('stg_reference__kit_components') }}
),

kits_of_days as (
    select
        days.sale_date,
        kit_components.kit_sku,
        kit_components.component_sku,
        kit_components.component_units,
    from (select distinct sale_date from kit_documents) as days
    inner join kit_components on {{ holds_on('days.sale_date', 'kit_components') }}
),

components_held as (
    select
        kit_documents.kit_sku,
        kit_documents.sale_date,
        kits_of_days.component_sku,
        kits_of_days.component_units,
    from kit_documents
    inner join kits_of_days
        on
            kit_documents.kit_sku = kits_of_days.kit_sku
            and kit_documents.sale_date = kits_of_days.sale_date
    union all
    select
        components_held.kit_sku,
        components_held.sale_date,
        kits_of_days.component_sku,
        cast(
            components_held.component_units * kits_of_days.component_units as decimal(18, 4)
        ) as component_units,
    from components_held
    inner join kits_of_days
        on
            components_held.component_sku = kits_of_days.kit_sku
            and components_held.sale_date = kits_of_days.sale_date
)

select
    components_held.kit_sku,
    components_held.sale_date,
    components_held.component_sku,
    cast(sum(components_held.component_units) as decimal(18, 4)) as component_units,
from components_held
left join kits_of_days
    on
        components_held.component_sku = kits_of_days.kit_sku
        and components_held.sale_date = kits_of_days.sale_date
where kits_of_days.kit_sku is null
group by all
