{%- set unit_columns = ['units', 'kept_units', 'missing_units', 'cancelled_units'] -%}
{%- set amount_columns = ['net_amount', 'tax_amount', 'base_net_amount', 'cost_amount'] -%}
-- Grain: leg × document version that holds it. A line of a kit is as many legs as the kit had
-- components when it was sold, each with its part of units and cents; every other leg is as it was
-- converted (M4.7). Where the sale lists a component at price 0 beside its kit, so do the documents
-- of its return: up to the kit's own units that is the kit coming back, not a second item.
with converted_legs as (
    select * from {{ ref('int_converted_legs') }}
),

kit_parts as (
    select * from {{ ref('int_kit_parts') }}
),

listed_lines as (
    select * from {{ ref('int_sale_lines') }} where listed_units > 0
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

component_legs as (
    select
        converted_legs.* exclude (leg_key, sku, {{ (unit_columns + amount_columns) | join(', ') }}),
        converted_legs.document_key || '/' || converted_legs.leg_key as staged_leg_id,
        converted_legs.leg_key || coalesce(' > ' || kit_parts.component_sku, '') as leg_key,
        kit_parts.kit_sku,
        coalesce(kit_parts.component_sku, converted_legs.sku) as sku,
        {%- for column in unit_columns %}
        cast(
            converted_legs.{{ column }} * coalesce(kit_parts.component_units, 1) as decimal(18, 4)
        ) as {{ column }},
        {%- endfor %}
        {%- for column in amount_columns %}
        case
            when kit_parts.kit_sku is null then converted_legs.{{ column }}
            else {{ cumulative_share('converted_legs.' ~ column, 2) }}
        end as {{ column }},
        {%- endfor %}
    from converted_legs
    left join kit_parts
        on
            converted_legs.document_key = kit_parts.document_key
            and converted_legs.sku = kit_parts.kit_sku
),

listed_components as (
    select distinct
        document_orders.document_key,
        listed_lines.sku,
    from listed_lines
    inner join document_orders on listed_lines.order_key = document_orders.order_key
),

-- The units of a listed component that its kit, in the same version and layer, has brought already.
listed_legs as (
    select
        component_legs.document_key,
        component_legs.version_number,
        component_legs.leg_key,
        component_legs.kit_sku,
        {%- for column in unit_columns %}
        greatest(least(
            coalesce(component_legs.{{ column }}, 0),
            coalesce(
                sum(component_legs.{{ column }}) filter (component_legs.kit_sku is not null)
                    over kits_first,
                0
            )
            - coalesce(
                sum(component_legs.{{ column }}) filter (component_legs.kit_sku is null)
                    over kits_first,
                0
            )
            + coalesce(component_legs.{{ column }}, 0)
        ), 0) as {{ column }},
        {%- endfor %}
    from component_legs
    inner join listed_components
        on
            component_legs.document_key = listed_components.document_key
            and component_legs.sku = listed_components.sku
    where component_legs.kit_sku is not null or coalesce(component_legs.net_amount, 0) = 0
    window kits_first as (
        partition by
            component_legs.document_key, component_legs.version_number,
            component_legs.layer, component_legs.leg_kind, component_legs.sku
        order by component_legs.kit_sku is null, component_legs.leg_key
        rows between unbounded preceding and current row
    )
)

select
    component_legs.document_key || '/' || component_legs.leg_key as source_leg_id,
    component_legs.* exclude ({{ unit_columns | join(', ') }}),
    {%- for column in unit_columns %}
    cast(component_legs.{{ column }} - coalesce(listed_legs.{{ column }}, 0) as decimal(18, 4))
        as {{ column }},
    {%- endfor %}
from component_legs
left join listed_legs
    on
        component_legs.document_key = listed_legs.document_key
        and component_legs.version_number = listed_legs.version_number
        and component_legs.leg_key = listed_legs.leg_key
        and listed_legs.kit_sku is null
