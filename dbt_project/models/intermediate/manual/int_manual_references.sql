-- Grain: leg of a manual document that names one order × return line × reading that it is linked to
-- (M5, `manual_reference`). Legs of one order, SKU and direction are interchangeable (M5.4): their
-- units are laid along the gaps of the lines, both in date order; what finds no gap stands on the
-- last line. A leg without units stands on its one line.
with choices as (
    select
        *,
        case when units < 0 then -1 else 1 end as direction,
    from {{ ref('int_manual_choices') }}
    where not is_refused
),

gaps as (
    select return_line_id, layer, gap_units
    from {{ ref('int_manual_gaps') }}
    where day is null and not is_ledger_credit
),

-- The lines between which a leg chooses are its pool; legs of one pool share the gaps.
legs as (
    select
        reading_id,
        return_leg_id,
        layer,
        direction,
        units,
        md5(string_agg(return_line_id, '|' order by return_line_id)) as pool,
        min(posted_date) as posted_date,
    from choices
    where units <> 0
    group by reading_id, return_leg_id, layer, direction, units
),

leg_positions as (
    select
        *,
        sum(abs(units)) over leg_sequence - abs(units) as unit_from,
        sum(abs(units)) over leg_sequence as unit_to,
    from legs
    window leg_sequence as (
        partition by reading_id, pool, layer, direction
        order by posted_date, return_leg_id
        rows between unbounded preceding and current row
    )
),

pool_lines as (
    select distinct
        legs.reading_id,
        legs.pool,
        legs.layer,
        legs.direction,
        choices.return_line_id,
        choices.first_leg_date,
        greatest(coalesce(gaps.gap_units, 0) * legs.direction, 0) as gap_units,
    from legs
    inner join choices
        on
            legs.return_leg_id = choices.return_leg_id
            and legs.reading_id is not distinct from choices.reading_id
    left join gaps
        on choices.grid_line_id = gaps.return_line_id and choices.layer = gaps.layer
),

-- Lines that lack nothing take nothing; the last that lacks something takes what is left.
line_positions as (
    select
        *,
        sum(gap_units) over line_sequence - gap_units as unit_from,
        case
            when
                row_number() over line_sequence
                = count(*) over (partition by reading_id, pool, layer, direction)
                then 1e12
            else sum(gap_units) over line_sequence
        end as unit_to,
    from pool_lines
    window line_sequence as (
        partition by reading_id, pool, layer, direction
        order by gap_units > 0, first_leg_date, return_line_id
        rows between unbounded preceding and current row
    )
),

unit_links as (
    select
        leg_positions.reading_id,
        leg_positions.return_leg_id,
        line_positions.return_line_id,
        (
            least(leg_positions.unit_to, line_positions.unit_to)
            - greatest(leg_positions.unit_from, line_positions.unit_from)
        ) * leg_positions.direction as units,
        line_positions.unit_from,
    from leg_positions
    inner join line_positions
        on
            leg_positions.pool = line_positions.pool
            and leg_positions.reading_id is not distinct from line_positions.reading_id
            and leg_positions.layer = line_positions.layer
            and leg_positions.direction = line_positions.direction
            and leg_positions.unit_from < line_positions.unit_to
            and leg_positions.unit_to > line_positions.unit_from
),

all_links as (
    select * from unit_links
    union all
    select
        reading_id,
        return_leg_id,
        return_line_id,
        units,
        0 as unit_from,
    from choices
    where coalesce(units, 0) = 0
)

select
    reading_id,
    return_leg_id,
    return_line_id,
    cast(units as decimal(18, 4)) as units,
    row_number() over (
        partition by reading_id, return_leg_id order by unit_from, return_line_id
    ) as share_number,
from all_links
