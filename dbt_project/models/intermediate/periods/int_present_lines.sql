-- Grain: return line of a past reading that is no line any more, because its legs were linked
-- otherwise since, with the line of now where they stand (the earliest leg's). A period's open
-- returns are named by it, so that a reader finds them.
with line_legs as (
    select * from {{ ref('int_line_legs') }}
),

past_legs as (
    select distinct plain_line_id, source_leg_id
    from line_legs
    where reading_id is not null and return_line_id is not null
),

present_lines as (
    select return_line_id from {{ ref('int_return_lines') }} where reading_id is null
),

present_legs as (
    select
        line_legs.source_leg_id,
        line_legs.posted_date,
        line_legs.context_line_id as return_line_id,
    from line_legs
    inner join present_lines on line_legs.context_line_id = present_lines.return_line_id
    where line_legs.reading_id is null
)

select
    past_legs.plain_line_id,
    arg_min(
        present_legs.return_line_id,
        (present_legs.posted_date, present_legs.source_leg_id, present_legs.return_line_id)
    ) as return_line_id,
from past_legs
inner join present_legs on past_legs.source_leg_id = present_legs.source_leg_id
left join present_lines on past_legs.plain_line_id = present_lines.return_line_id
where present_lines.return_line_id is null
group by all
