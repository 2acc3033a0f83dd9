-- Grain: sale document × line × component. A component that a document lists at price 0 beside its
-- kit is that kit's and no second sale (M4.7): of its sold units those of the kit are taken off, and
-- of what the kit shipped those that the component shipped by itself. A voided or deleted sale sold
-- nothing.
with component_lines as (
    select * from {{ ref('int_component_sale_lines') }}
),

kit_components as (
    select distinct document_key, sku from component_lines where kit_sku is not null
),

-- Only where a document names both can one be the other's.
lines_beside_kits as (
    select component_lines.*
    from component_lines
    inner join kit_components
        on
            component_lines.document_key = kit_components.document_key
            and component_lines.sku = kit_components.sku
),

listed_lines as (
    select
        *,
        greatest(least(
            ordered_units,
            coalesce(sum(ordered_units) filter (kit_sku is not null) over component, 0)
            - sum(ordered_units) filter (kit_sku is null) over line_order
            + ordered_units
        ), 0) as listed_units,
    from lines_beside_kits
    where is_sold_line and (kit_sku is not null or base_net_amount = 0)
    window
        component as (partition by document_key, sku),
        line_order as (
            partition by document_key, sku
            order by line_key
            rows between unbounded preceding and current row
        )
    qualify kit_sku is null
),

-- What such a component shipped, or any that has a cost of its own, its kit did not ship as well.
own_components as (
    select document_key, sku from listed_lines where listed_units > 0
    union
    select document_key, sku from lines_beside_kits
    where kit_sku is null and cost_amount is not null
),

kit_shipments as (
    select
        lines_beside_kits.*,
        greatest(least(
            shipped_units,
            coalesce(sum(shipped_units) filter (kit_sku is null) over component, 0)
            - sum(shipped_units) filter (kit_sku is not null) over line_order
            + shipped_units
        ), 0) as own_shipped_units,
    from lines_beside_kits
    inner join own_components
        on
            lines_beside_kits.document_key = own_components.document_key
            and lines_beside_kits.sku = own_components.sku
    where not lines_beside_kits.is_sold_line
    window
        component as (partition by lines_beside_kits.document_key, lines_beside_kits.sku),
        line_order as (
            partition by lines_beside_kits.document_key, lines_beside_kits.sku
            order by lines_beside_kits.line_key
            rows between unbounded preceding and current row
        )
    qualify kit_sku is not null
)

select
    -- keys
    component_lines.document_key,
    component_lines.line_key,
    component_lines.company,
    component_lines.tier,
    component_lines.order_key,
    component_lines.channel,
    component_lines.sku,
    component_lines.location,
    -- when
    component_lines.sale_date,
    -- flags
    component_lines.is_sold_line,
    component_lines.is_voided,
    -- units
    case when component_lines.is_voided then 0 else 1 end * (
        component_lines.ordered_units - coalesce(listed_lines.listed_units, 0)
    ) as sold_units,
    component_lines.ordered_units - coalesce(listed_lines.listed_units, 0) as ordered_units,
    component_lines.shipped_units - coalesce(kit_shipments.own_shipped_units, 0)
        as shipped_units,
    coalesce(listed_lines.listed_units, 0) as listed_units,
    -- amounts
    component_lines.base_net_amount,
    component_lines.cost_amount,
from component_lines
left join listed_lines
    on
        component_lines.document_key = listed_lines.document_key
        and component_lines.line_key = listed_lines.line_key
        and component_lines.sku = listed_lines.sku
        and component_lines.kit_sku is not distinct from listed_lines.kit_sku
left join kit_shipments
    on
        component_lines.document_key = kit_shipments.document_key
        and component_lines.line_key = kit_shipments.line_key
        and component_lines.sku = kit_shipments.sku
        and component_lines.kit_sku is not distinct from kit_shipments.kit_sku
