-- Grain: leg × return, for legs whose units were placed. The leg's units on the return, those of
-- them that are surplus there, and the rule that put them there (M5): the cell with which a slice
-- met the return of another set was linked by order and SKU, everything else by a document. Where a
-- line of a kit met its components that way, the kit's definition linked them.
with set_legs as (
    select * from {{ ref('int_set_legs') }}
),

placements as (
    select * from {{ ref('int_placements') }}
),

slices as (
    select * from {{ ref('int_slices') }}
),

set_makings as (
    select
        order_state_id,
        set_id,
        sku,
        bool_or(kit_sku is not null) as has_kit,
        bool_or(kit_sku is null) as has_component,
    from set_legs
    group by all
),

placed_slices as (
    select
        placements.*,
        slices.first_cell_bit,
    from placements
    inner join slices
        on
            placements.order_state_id = slices.order_state_id
            and placements.set_id = slices.set_id
            and placements.sku = slices.sku
            and placements.direction = slices.direction
            and placements.unit_from >= slices.unit_from
            and placements.unit_from < slices.unit_to
),

shared_units as (
    select
        set_legs.source_leg_id,
        set_legs.order_state_id,
        set_legs.set_id,
        set_legs.sku,
        set_legs.direction,
        placed_slices.return_set_id,
        placed_slices.placement = 'surplus' as is_surplus,
        placed_slices.return_set_id <> set_legs.set_id
        and placed_slices.first_cell_bit = set_legs.cell_bit as is_order_line,
        (own_makings.has_kit or met_makings.has_kit)
        and (own_makings.has_component or met_makings.has_component) as is_kit_and_component,
        greatest(set_legs.unit_from, placed_slices.unit_from) as unit_from,
        least(set_legs.unit_to, placed_slices.unit_to) as unit_to,
    from set_legs
    inner join placed_slices
        on
            set_legs.order_state_id = placed_slices.order_state_id
            and set_legs.set_id = placed_slices.set_id
            and set_legs.sku = placed_slices.sku
            and set_legs.direction = placed_slices.direction
            and set_legs.unit_from < placed_slices.unit_to
            and set_legs.unit_to > placed_slices.unit_from
    inner join set_makings as own_makings
        on
            set_legs.order_state_id = own_makings.order_state_id
            and set_legs.sku = own_makings.sku
            and set_legs.set_id = own_makings.set_id
    left join set_makings as met_makings
        on
            set_legs.order_state_id = met_makings.order_state_id
            and set_legs.sku = met_makings.sku
            and placed_slices.return_set_id = met_makings.set_id
)

select
    source_leg_id,
    order_state_id,
    set_id,
    sku,
    return_set_id,
    min(unit_from) as unit_from,
    sum((unit_to - unit_from) * direction) as units,
    sum(case when is_surplus then (unit_to - unit_from) * direction else 0 end) as surplus_units,
    case
        when bool_or(is_order_line and is_kit_and_component) then 'kit_components'
        when bool_or(is_order_line) then 'order_line'
        else 'document_link'
    end as match_rule,
from shared_units
group by all
