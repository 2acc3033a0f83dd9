-- Grain: system × object × layer for which it is heard (M4.9): the layers that it carries, and, for
-- an object that carries the sale, every layer of its system.
{%- set rows = [] -%}
{%- for item in source_objects() -%}
    {%- for layer in item.layers -%}
        {%- do rows.append("('" ~ item.system ~ "', '" ~ item.object ~ "', '" ~ layer ~ "')") -%}
    {%- endfor -%}
{%- endfor %}
with carried as (
    select * from (
        values
        {{ rows | join(',\n        ') if rows else "(null, null, null)" }}
    ) as objects (source_system, object, layer)
),

system_layers as (
    select distinct source_system, layer from carried where layer <> 'sale'
)

select
    system_layers.source_system,
    carried.object,
    system_layers.layer,
    bool_or(carried.layer = system_layers.layer) as carries_layer,
from carried
inner join system_layers
    on
        carried.source_system = system_layers.source_system
        and carried.layer in (system_layers.layer, 'sale')
group by all
