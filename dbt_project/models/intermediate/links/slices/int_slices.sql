-- Grain: slice: units of one document set and SKU that fill the same cells of the grid (M5.3). The
-- cells' units are laid on one axis from the first unit on; a slice ends where a cell runs out, or
-- where the units that never shipped begin.
with set_legs as (
    select * from {{ ref('int_set_legs') }}
),

cells as (
    select
        order_state_id,
        set_id,
        sku,
        direction,
        cell_bit,
        max(unit_to) as units,
        max(unit_to) - sum(never_shipped_units) as shipped_units,
    from set_legs
    group by all
),

ends as (
    select order_state_id, set_id, sku, direction, units as unit_to from cells
    union
    select order_state_id, set_id, sku, direction, shipped_units as unit_to
    from cells
    where shipped_units > 0
),

intervals as (
    select
        *,
        coalesce(
            lag(unit_to) over (
                partition by order_state_id, set_id, sku, direction order by unit_to
            ), 0
        ) as unit_from,
    from ends
),

filled_intervals as (
    select
        intervals.order_state_id,
        intervals.set_id,
        intervals.sku,
        intervals.direction,
        intervals.unit_from,
        intervals.unit_to,
        sum(cells.cell_bit) as cells_mask,
        min(cells.cell_bit) as first_cell_bit,
        bool_or(intervals.unit_from >= cells.shipped_units) as is_never_shipped,
    from intervals
    inner join cells
        on
            intervals.order_state_id = cells.order_state_id
            and intervals.set_id = cells.set_id
            and intervals.sku = cells.sku
            and intervals.direction = cells.direction
            and intervals.unit_to <= cells.units
    group by all
)

-- A slice is dated by the leg that fills its first cell at its first unit.
select
    filled_intervals.*,
    filled_intervals.unit_to - filled_intervals.unit_from as units,
    set_legs.posted_date,
    set_legs.tier as first_tier,
    set_legs.layer as first_layer,
    {{ mask_holds('filled_intervals.cells_mask', 'inventory') }} as holds_stock,
    {{ mask_holds('filled_intervals.cells_mask', 'financial') }} as holds_credit,
from filled_intervals
inner join set_legs
    on
        filled_intervals.order_state_id = set_legs.order_state_id
        and filled_intervals.set_id = set_legs.set_id
        and filled_intervals.sku = set_legs.sku
        and filled_intervals.direction = set_legs.direction
        and filled_intervals.first_cell_bit = set_legs.cell_bit
        and filled_intervals.unit_from >= set_legs.unit_from
        and filled_intervals.unit_from < set_legs.unit_to
