-- Grain: return line × reading: every line of now on the day of the run, and lines as a past reading
-- shows them (M10, Open). `grid_line_id` is the line whose legs and cells are read: those of a past
-- reading, or those of now, looked at on an earlier day.
with lines as (
    select * from {{ ref('int_return_lines') }}
),

unsettled_lines as (
    select * from {{ ref('int_unsettled_lines') }}
),

readings as (
    select * from {{ ref('int_readings') }}
),

period_readings as (
    select * from {{ ref('int_period_readings') }}
),

current_states as (
    select * from {{ ref('int_state_spans') }} where is_current_state
),

current_cuts as (
    select * from {{ ref('int_signoff_cuts') }} where is_current
),

run as (
    select * from {{ ref('int_as_of') }}
),

past_evaluations as (
    select
        lines.return_line_id as grid_line_id,
        readings.evaluated_on,
        readings.read_cut,
    from lines
    inner join readings
        on
            lines.order_key = readings.order_key
            and lines.reading_id = readings.reading_id
    union all
    select
        unsettled_lines.return_line_id as grid_line_id,
        period_readings.evaluated_on,
        period_readings.read_cut,
    from unsettled_lines
    inner join current_states on unsettled_lines.order_key = current_states.order_key
    inner join period_readings
        on
            current_states.company = period_readings.company
            and period_readings.read_cut >= current_states.from_cut
            and period_readings.read_cut < current_states.to_cut
            and period_readings.evaluated_on >= current_states.last_leg_date
)

select
    lines.return_line_id,
    lines.return_line_id as grid_line_id,
    cast(null as varchar) as reading_id,
    run.as_of as evaluated_on,
    current_cuts.cut_number as read_cut,
from lines
inner join current_cuts on lines.company = current_cuts.company
cross join run
where lines.reading_id is null
union all
select
    grid_line_id || '@' || evaluated_on || '/' || read_cut as return_line_id,
    grid_line_id,
    evaluated_on || '/' || read_cut as reading_id,
    evaluated_on,
    read_cut,
from past_evaluations
