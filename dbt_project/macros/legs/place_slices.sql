{# One step of M5.3: takes one cell of the grid, and places the slices whose first cell it is.

   Reads the CTEs `slices`, `set_dates` and the units of returns so far (`slots`), and
   adds the CTEs
     slots_<cell>       the units of returns after this step, with the cells that they fill: units
                        from unit_from on of the set that opened the return
     placements_<cell>  slice units [unit_from, unit_to) → return, as `filled`, `opened` or `surplus`

   Asked and offered units are laid on running totals and joined where they overlap: no loop, and
   the same result whatever the order in which rows arrive. #}
{% macro place_slices(cell, slots) -%}
{%- set earlier_bits = [0] -%}
{%- for other in grid_cells() if other.layer == cell.layer and other.bit < cell.bit -%}
    {%- do earlier_bits.append(other.bit) -%}
{%- endfor -%}
{%- set earlier = earlier_bits | sum -%}
{%- set name = cell.name %}

-- Units of returns that lack the cell: oldest return first, units that never shipped last.
lacking_{{ name }} as (
    select
        *,
        sum(units) over slot_order - units as position_from,
        sum(units) over slot_order as position_to,
        bool_or(is_never_shipped) over (partition by order_state_id, sku) as has_never_shipped,
        sum(units) over (partition by order_state_id, sku) as lacking_units,
    from {{ slots }}
    where cells_mask & {{ cell.bit }} = 0
    window slot_order as (
        partition by order_state_id, sku
        order by is_never_shipped, return_date, return_set_id, unit_from
        rows between unbounded preceding and current row
    )
),

lacking_totals_{{ name }} as (
    select distinct order_state_id, sku, has_never_shipped, lacking_units
    from lacking_{{ name }}
),

asking_{{ name }} as (
    select
        slices.*,
        coalesce(lacking_totals.lacking_units, 0) as lacking_units,
        sum(slices.units) over slice_order - slices.units as position_from,
        sum(slices.units) over slice_order as position_to,
    from slices
    left join lacking_totals_{{ name }} as lacking_totals
        on slices.order_state_id = lacking_totals.order_state_id and slices.sku = lacking_totals.sku
    where slices.first_cell_bit = {{ cell.bit }}
    window slice_order as (
        partition by slices.order_state_id, slices.sku
        order by
            lacking_totals.has_never_shipped and not slices.holds_stock,
            slices.posted_date,
            slices.set_id,
            slices.unit_from
        rows between unbounded preceding and current row
    )
),

filled_{{ name }} as (
    select
        asking.order_state_id,
        asking.sku,
        asking.set_id,
        asking.cells_mask,
        lacking.cells_mask as slot_mask,
        lacking.return_set_id,
        lacking.return_date,
        lacking.is_never_shipped,
        lacking.unit_from - lacking.position_from as slot_shift,
        greatest(asking.position_from, lacking.position_from) as position_from,
        least(asking.position_to, lacking.position_to) as position_to,
        asking.unit_from - asking.position_from as slice_shift,
    from asking_{{ name }} as asking
    inner join lacking_{{ name }} as lacking
        on
            asking.order_state_id = lacking.order_state_id
            and asking.sku = lacking.sku
            and asking.position_from < lacking.position_to
            and asking.position_to > lacking.position_from
),

-- What of a slice found no unit that lacks the cell.
remaining_{{ name }} as (
    select
        asking.order_state_id,
        asking.sku,
        asking.set_id,
        asking.cells_mask,
        asking.is_never_shipped,
        asking.unit_from
        + greatest(asking.lacking_units - asking.position_from, 0) as unit_from,
        asking.unit_to,
        set_dates.return_date,
        set_slots.return_set_id is not null
        or (
            bool_or(asking.holds_credit) over set_remains
            and bool_or(asking.holds_stock) over set_remains
        ) as has_own_return,
    from asking_{{ name }} as asking
    inner join set_dates
        on asking.order_state_id = set_dates.order_state_id and asking.set_id = set_dates.set_id
    left join (select distinct order_state_id, sku, return_set_id from {{ slots }}) as set_slots
        on
            asking.order_state_id = set_slots.order_state_id
            and asking.sku = set_slots.sku
            and asking.set_id = set_slots.return_set_id
    where asking.position_to > asking.lacking_units
    window set_remains as (partition by asking.order_state_id, asking.sku, asking.set_id)
),

-- The latest return whose earlier tier holds the layer takes what has no return of its own.
latest_returns_{{ name }} as (
    select
        order_state_id,
        sku,
        return_set_id,
    from {{ slots }}
    where cells_mask & {{ earlier }} <> 0
    qualify row_number() over (
        partition by order_state_id, sku order by return_date desc, return_set_id desc
    ) = 1
),

placements_{{ name }} as (
    select
        order_state_id,
        sku,
        set_id,
        position_from + slice_shift as unit_from,
        position_to + slice_shift as unit_to,
        return_set_id,
        'filled' as placement,
    from filled_{{ name }}
    union all
    select
        remaining.order_state_id,
        remaining.sku,
        remaining.set_id,
        remaining.unit_from,
        remaining.unit_to,
        case
            when remaining.has_own_return then remaining.set_id
            else coalesce(latest_returns.return_set_id, remaining.set_id)
        end as return_set_id,
        case
            when remaining.has_own_return or latest_returns.return_set_id is null then 'opened'
            else 'surplus'
        end as placement,
    from remaining_{{ name }} as remaining
    left join latest_returns_{{ name }} as latest_returns
        on
            remaining.order_state_id = latest_returns.order_state_id
            and remaining.sku = latest_returns.sku
),

slots_{{ name }} as (
    select
        order_state_id, sku, return_set_id, return_date, unit_from, units, cells_mask,
        is_never_shipped,
    from {{ slots }}
    where cells_mask & {{ cell.bit }} <> 0
    union all
    select
        order_state_id,
        sku,
        return_set_id,
        return_date,
        position_from + slot_shift as unit_from,
        position_to - position_from as units,
        cells_mask | slot_mask as cells_mask,
        is_never_shipped,
    from filled_{{ name }}
    union all
    select
        lacking.order_state_id,
        lacking.sku,
        lacking.return_set_id,
        lacking.return_date,
        lacking.unit_from
        + greatest(coalesce(asked.units, 0) - lacking.position_from, 0) as unit_from,
        lacking.position_to - greatest(lacking.position_from, asked.units) as units,
        lacking.cells_mask,
        lacking.is_never_shipped,
    from lacking_{{ name }} as lacking
    left join (
        select
            order_state_id,
            sku,
            sum(units) as units,
        from asking_{{ name }}
        group by all
    ) as asked
        on lacking.order_state_id = asked.order_state_id and lacking.sku = asked.sku
    where lacking.position_to > coalesce(asked.units, 0)
    union all
    select
        remaining.order_state_id,
        remaining.sku,
        remaining.set_id as return_set_id,
        remaining.return_date,
        remaining.unit_from,
        remaining.unit_to - remaining.unit_from as units,
        remaining.cells_mask,
        remaining.is_never_shipped,
    from remaining_{{ name }} as remaining
    left join latest_returns_{{ name }} as latest_returns
        on
            remaining.order_state_id = latest_returns.order_state_id
            and remaining.sku = latest_returns.sku
    where remaining.has_own_return or latest_returns.return_set_id is null
),
{%- endmacro %}
