-- Grain: leg of a manual document that names nothing × return line × reading that it could be meant
-- for (M5, `manual_candidate`): its gap, at the same place or an unknown one, posted from 3 days
-- before to 30 after the return's first leg. Only where leg and line have no other choice in the
-- reading is it linked.
with manual_legs as (
    select * from {{ ref('int_manual_legs') }}
    where
        unlinked_reason = 'manual_unlinked'
        and document_key not in (select document_key from {{ ref('int_manual_names') }})
        -- A count that finds a part of a unit, or fewer, is no return.
        and (leg_kind <> 'stocktake' or (units > 0 and units = trunc(units)))
),

fits as (
    select * from {{ ref('int_manual_fits') }}
),

readings as (
    select * from {{ ref('int_manual_readings') }}
),

evaluations as (
    select * from {{ ref('int_line_evaluations') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

line_locations as (
    select
        return_line_id,
        list(distinct location) as locations,
    from {{ ref('int_line_legs') }}
    where return_line_id is not null and location is not null
    group by all
),

candidates as (
    select
        manual_legs.return_leg_id,
        manual_legs.layer,
        manual_legs.units,
        evaluations.reading_id,
        evaluations.return_line_id,
    from manual_legs
    inner join readings on manual_legs.return_leg_id = readings.return_leg_id
    inner join fits on manual_legs.return_leg_id = fits.return_leg_id
    inner join evaluations
        on
            fits.return_line_id = evaluations.grid_line_id
            and readings.reading_id is not distinct from evaluations.reading_id
    inner join lines on fits.return_line_id = lines.return_line_id
    left join line_locations on lines.return_line_id = line_locations.return_line_id
    where
        manual_legs.posted_date
        between lines.first_leg_date - 3 and lines.first_leg_date + 30
        and coalesce(list_contains(line_locations.locations, manual_legs.location), true)
),

counted_candidates as (
    select
        *,
        count(*) over (partition by return_leg_id, reading_id) as lines_count,
        count(*) over (partition by return_line_id, layer) as legs_count,
    from candidates
)

select
    reading_id,
    return_leg_id,
    return_line_id,
    units,
    greatest(lines_count, legs_count) as candidate_count,
    lines_count > 1 or legs_count > 1 as is_refused,
from counted_candidates
