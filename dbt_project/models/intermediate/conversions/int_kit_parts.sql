-- Grain: document × kit SKU on its lines × component, as the kit was on the day of the sale (M4.7).
-- Its place among the components, in the order of their SKU, by which money is shared: by units at
-- the component's unit cost in the sale, by units alone where any of these costs is unknown.
with kit_documents as (
    select * from {{ ref('int_kit_documents') }}
),

kit_contents as (
    select * from {{ ref('int_kit_contents') }}
),

sale_lines as (
    select * from {{ ref('int_converted_sale_lines') }}
),

parts as (
    select
        kit_documents.document_key,
        kit_documents.kit_sku,
        kit_documents.sale_order_key,
        kit_contents.component_sku,
        kit_contents.component_units,
    from kit_documents
    inner join kit_contents
        on
            kit_documents.kit_sku = kit_contents.kit_sku
            and kit_documents.sale_date = kit_contents.sale_date
),

order_components as (
    select distinct sale_order_key, component_sku from parts
),

-- A component whose cost stands without units left under its kit's own line.
outbound_lines as (
    select
        sale_lines.order_key,
        sale_lines.tier,
        sale_lines.sku,
        sale_lines.shipped_units as own_units,
        cast(null as decimal(18, 4)) as kit_units,
        sale_lines.cost_amount,
    from sale_lines
    inner join order_components
        on
            sale_lines.order_key = order_components.sale_order_key
            and sale_lines.sku = order_components.component_sku
    union all
    select
        sale_lines.order_key,
        sale_lines.tier,
        parts.component_sku as sku,
        null as own_units,
        sale_lines.shipped_units * parts.component_units as kit_units,
        null as cost_amount,
    from sale_lines
    inner join parts
        on sale_lines.document_key = parts.document_key and sale_lines.sku = parts.kit_sku
    where sale_lines.cost_amount is null
),

tier_costs as (
    select
        order_key,
        tier,
        sku,
        {{ divide('sum(cost_amount)', 'coalesce(sum(own_units), sum(kit_units))') }}
            as unit_cost_amount,
    from outbound_lines
    where tier in ('channel', 'hub')
    group by all
),

unit_costs as (
    select
        order_key,
        sku,
        arg_max(unit_cost_amount, tier = 'hub') as unit_cost_amount,
    from tier_costs
    group by all
),

costed_parts as (
    select
        parts.*,
        parts.component_units * unit_costs.unit_cost_amount as part_cost_amount,
        sum(part_cost_amount) over whole_kit > 0
        and count(part_cost_amount) over whole_kit = count(*) over whole_kit as is_costed,
    from parts
    left join unit_costs
        on
            parts.sale_order_key = unit_costs.order_key
            and parts.component_sku = unit_costs.sku
    window whole_kit as (partition by parts.document_key, parts.kit_sku)
),

-- In millionths of money or units, for an exact share keeps four decimals of a weight.
weighted_parts as (
    select
        *,
        cast(
            1000000 * case when is_costed then part_cost_amount else component_units end
            as decimal(28, 4)
        ) as share_weight,
    from costed_parts
)

select
    document_key,
    kit_sku,
    component_sku,
    component_units,
    sum(share_weight) over part_order as weight_so_far,
    sum(share_weight) over part_order - share_weight as weight_before,
    sum(share_weight) over (partition by document_key, kit_sku) as weight_total,
from weighted_parts
window part_order as (
    partition by document_key, kit_sku
    order by component_sku
    rows between unbounded preceding and current row
)
