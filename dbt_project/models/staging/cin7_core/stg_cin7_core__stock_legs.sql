-- One row per leg of a stock document × version that holds it (M4.11). A line that changed nothing
-- is no movement. A transfer leaves one location and arrives at the other; a write-off takes units
-- and their cost out of stock. What a manual adjustment adds at a typed cost is units alone: it
-- gives no sale's cost back, so it has no valuation leg. All but transfers are manual: the vendor
-- gives none of them an id of a return document.
{%- set version_key -%}
    source_system, source_instance, document_type, document_id, document_version_id
{%- endset %}
with adjusted_lines as (

    select
        *,
        row_number() over (
            partition by {{ version_key }}, lower(sku) order by is_new_stock, location, batch, place
        ) as leg_place
    from {{ ref('stg_cin7_core__adjusted_lines') }}
    where is_stock and sku is not null

),

moved_lines as (

    select
        *,
        row_number() over (
            partition by {{ version_key }}, lower(sku) order by batch, units, cost, place
        ) as leg_place
    from {{ ref('stg_cin7_core__moved_lines') }}
    where is_stock and sku is not null

),

legs as (

    select
        {{ version_key }},
        'stock:' || lower(sku) || ':' || leg_place as leg_key,
        'inventory' as layer,
        document_type as leg_kind,
        sku as source_sku,
        location as source_location,
        posted_date,
        units,
        null as cost,
        is_posted
    from adjusted_lines
    where units <> 0

    union all

    {%- for way, direction in [('out', -1), ('in', 1)] %}

    select
        {{ version_key }},
        '{{ way }}:' || lower(sku) || ':' || leg_place as leg_key,
        'inventory' as layer,
        'stock_transfer' as leg_kind,
        sku as source_sku,
        {{ 'from' if way == 'out' else 'to' }}_location as source_location,
        posted_date,
        {{ direction }} * units as units,
        null as cost,
        is_posted
    from moved_lines
    where document_type = 'stock_transfer' and units <> 0

    union all
    {%- endfor %}

    select
        {{ version_key }},
        'out:' || lower(sku) || ':' || leg_place as leg_key,
        'inventory' as layer,
        'write_off' as leg_kind,
        sku as source_sku,
        from_location as source_location,
        posted_date,
        -units as units,
        null as cost,
        is_posted
    from moved_lines
    where document_type = 'inventory_write_off' and units <> 0

    union all

    select
        {{ version_key }},
        'cost:' || lower(sku) || ':' || leg_place as leg_key,
        'valuation' as layer,
        'write_down' as leg_kind,
        sku as source_sku,
        from_location as source_location,
        posted_date,
        null as units,
        -cost as cost,
        is_posted
    from moved_lines
    where document_type = 'inventory_write_off' and cost <> 0

)

select
    *,
    leg_kind <> 'stock_transfer' as is_manual
from legs
