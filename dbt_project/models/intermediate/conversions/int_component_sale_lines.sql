-- Grain: sale document × line × component. A line of a kit is as many lines as the kit had components
-- on the day of the sale, each with its part of units and cents; every other line is as it was
-- converted (M4.7).
with converted_lines as (
    select * from {{ ref('int_converted_sale_lines') }}
),

kit_parts as (
    select * from {{ ref('int_kit_parts') }}
)

select
    converted_lines.* exclude (sku, ordered_units, shipped_units, base_net_amount, cost_amount),
    kit_parts.kit_sku,
    coalesce(kit_parts.component_sku, converted_lines.sku) as sku,
    {%- for column in ['ordered_units', 'shipped_units'] %}
    cast(converted_lines.{{ column }} * coalesce(kit_parts.component_units, 1) as decimal(18, 4))
        as {{ column }},
    {%- endfor %}
    {%- for column in ['base_net_amount', 'cost_amount'] %}
    case
        when kit_parts.kit_sku is null then converted_lines.{{ column }}
        else {{ cumulative_share('converted_lines.' ~ column, 2) }}
    end as {{ column }},
    {%- endfor %}
from converted_lines
left join kit_parts
    on
        converted_lines.document_key = kit_parts.document_key
        and converted_lines.sku = kit_parts.kit_sku
