-- Grain: units of a negative slice placed on one return (M5.3): a credit or restock that was taken
-- back takes from the returns that hold its first cell, latest first; what remains stays with its
-- own set's return.
with slices as (
    select * from {{ ref('int_slices') }}
),

placements as (
    select * from {{ ref('int_slice_placements') }}
),

return_dates as (
    select
        order_state_id,
        set_id as return_set_id,
        min(posted_date) as return_date,
    from {{ ref('int_set_legs') }}
    group by all
),

taking as (
    select
        *,
        sum(units) over slice_order - units as position_from,
        sum(units) over slice_order as position_to,
    from slices
    where direction = -1
    window slice_order as (
        partition by order_state_id, sku, first_cell_bit
        order by posted_date, set_id, unit_from
        rows between unbounded preceding and current row
    )
),

-- Units per return that hold a cell from which something is taken.
held_units as (
    select
        placements.order_state_id,
        placements.sku,
        placements.return_set_id,
        taken_cells.first_cell_bit,
        return_dates.return_date,
        sum(placements.unit_to - placements.unit_from) as units,
    from placements
    inner join slices
        on
            placements.order_state_id = slices.order_state_id
            and placements.set_id = slices.set_id
            and placements.sku = slices.sku
            and slices.direction = 1
            and placements.unit_from >= slices.unit_from
            and placements.unit_from < slices.unit_to
    inner join return_dates
        on
            placements.order_state_id = return_dates.order_state_id
            and placements.return_set_id = return_dates.return_set_id
    inner join (select distinct order_state_id, sku, first_cell_bit from taking) as taken_cells
        on
            placements.order_state_id = taken_cells.order_state_id
            and placements.sku = taken_cells.sku
            and slices.cells_mask & taken_cells.first_cell_bit <> 0
    group by all
),

offering as (
    select
        *,
        sum(units) over return_order - units as position_from,
        sum(units) over return_order as position_to,
        sum(units) over (partition by order_state_id, sku, first_cell_bit) as offered_units,
    from held_units
    window return_order as (
        partition by order_state_id, sku, first_cell_bit
        order by return_date desc, return_set_id desc
        rows between unbounded preceding and current row
    )
),

offered as (
    select distinct order_state_id, sku, first_cell_bit, offered_units from offering
)

select
    taking.order_state_id,
    taking.sku,
    taking.set_id,
    taking.unit_from - taking.position_from
    + greatest(taking.position_from, offering.position_from) as unit_from,
    taking.unit_from - taking.position_from
    + least(taking.position_to, offering.position_to) as unit_to,
    offering.return_set_id,
    'filled' as placement,
from taking
inner join offering
    on
        taking.order_state_id = offering.order_state_id
        and taking.sku = offering.sku
        and taking.first_cell_bit = offering.first_cell_bit
        and taking.position_from < offering.position_to
        and taking.position_to > offering.position_from
union all
select
    taking.order_state_id,
    taking.sku,
    taking.set_id,
    taking.unit_from
    + greatest(coalesce(offered.offered_units, 0) - taking.position_from, 0) as unit_from,
    taking.unit_to,
    taking.set_id as return_set_id,
    'opened' as placement,
from taking
left join offered
    on
        taking.order_state_id = offered.order_state_id
        and taking.sku = offered.sku
        and taking.first_cell_bit = offered.first_cell_bit
where taking.position_to > coalesce(offered.offered_units, 0)
