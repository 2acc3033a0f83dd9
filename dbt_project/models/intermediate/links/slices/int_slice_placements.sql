-- Grain: units of a slice placed on one return (M5.3). Within an order the cells are taken channel,
-- hub, ledger, in each financial, inventory, valuation; a slice fills the units that lack its first
-- cell, opens a return, or is surplus. A return is named after the document set that opened it.
with slices as (
    select * from {{ ref('int_slices') }} where direction = 1
),

set_dates as (
    select
        order_state_id,
        set_id,
        min(posted_date) as return_date,
    from {{ ref('int_set_legs') }}
    group by all
),

slots_none as (
    select
        order_state_id,
        sku,
        set_id as return_set_id,
        posted_date as return_date,
        unit_from,
        units,
        cells_mask,
        is_never_shipped,
    from slices
    where false
),
{% set ns = namespace(slots='slots_none') %}
{%- for cell in grid_cells() %}
{{ place_slices(cell, ns.slots) }}
{%- set ns.slots = 'slots_' ~ cell.name %}
{% endfor %}

all_placements as (
{%- for cell in grid_cells() %}
    select * from placements_{{ cell.name }}
    {{ "union all" if not loop.last }}
{%- endfor %}
)

select * from all_placements
