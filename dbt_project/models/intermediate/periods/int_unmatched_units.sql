-- Grain: system-of-record leg with units that no block matched: credits that wait for stock (side
-- `credit`) and restocks that wait for a credit (side `restock`), in date order on their line.
with record_legs as (
    select * from {{ ref('int_record_legs') }}
    where
        reading_id is null
        and is_unit_leg
        and units <> 0
        and layer in ('financial', 'inventory')
),

blocks as (
    select * from {{ ref('int_blocks') }} where asking_leg_id is not null
),

matched_units as (
    select
        return_line_id,
        return_leg_id,
        sum(units) as units,
    from (
        select return_line_id, asking_leg_id as return_leg_id, units from blocks
        union all
        select return_line_id, answering_leg_id as return_leg_id, units from blocks
    )
    group by all
),

unmatched_units as (
    select
        record_legs.return_line_id,
        record_legs.return_leg_id,
        record_legs.period,
        record_legs.posted_date,
        case when record_legs.asks then 'credit' else 'restock' end as side,
        abs(record_legs.units) - coalesce(matched_units.units, 0) as units,
    from record_legs
    left join matched_units
        on
            record_legs.return_line_id = matched_units.return_line_id
            and record_legs.return_leg_id = matched_units.return_leg_id
)

select
    *,
    sum(units) over line_side - units as position_from,
    sum(units) over line_side as position_to,
from unmatched_units
where units > 0
window line_side as (
    partition by return_line_id, side
    order by posted_date, return_leg_id
    rows between unbounded preceding and current row
)
