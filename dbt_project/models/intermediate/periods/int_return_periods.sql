-- Grain: return, with the period in which it is counted: that of its first system-of-record leg,
-- else of its first leg (M10).
with line_legs as (
    select * from {{ ref('int_line_legs') }} where reading_id is null and return_id is not null
),

record_legs as (
    select return_leg_id from {{ ref('int_record_legs') }} where layer is not null
)

select
    line_legs.company,
    line_legs.channel,
    line_legs.return_id,
    arg_min(
        line_legs.period,
        (record_legs.return_leg_id is null, line_legs.posted_date, line_legs.return_leg_id)
    ) as period,
from line_legs
left join record_legs on line_legs.return_leg_id = record_legs.return_leg_id
where line_legs.period is not null
group by all
