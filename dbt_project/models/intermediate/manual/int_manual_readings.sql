-- Grain: manual leg × reading that knows it: now, and the ends of periods up to which it was posted
-- as their cuts knew it (M10: linked as known at K(P)).
with manual_legs as (
    select * from {{ ref('int_manual_legs') }}
),

period_readings as (
    select * from {{ ref('int_period_readings') }}
)

select
    return_leg_id,
    cast(null as varchar) as reading_id,
from manual_legs
where is_current_state
union all
select
    manual_legs.return_leg_id,
    period_readings.evaluated_on || '/' || period_readings.read_cut as reading_id,
from manual_legs
inner join period_readings
    on
        manual_legs.company = period_readings.company
        and period_readings.read_cut >= manual_legs.from_cut
        and period_readings.read_cut < manual_legs.to_cut
        and manual_legs.posted_date <= period_readings.evaluated_on
