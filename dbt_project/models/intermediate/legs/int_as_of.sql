-- Grain: one row. The business date of the run, and the only place that decides it (M3.4): the one
-- asked for, else the latest local date of a recorded_at that is not later than the latest
-- landing, else the latest posted date.
with leg_versions as (
    select * from {{ ref('int_leg_versions') }}
),

runs as (
    select * from {{ source('control', 'runs') }}
),

files as (
    select * from {{ source('control', 'files') }}
),

latest_run as (
    select requested_as_of from runs
    qualify row_number() over (order by load_id desc) = 1
),

recorded as (
    select max(leg_versions.recorded_date) as as_of
    from leg_versions
    where leg_versions.recorded_at <= (select max(files.landed_at) from files)
),

posted as (
    select max(posted_date) as as_of from leg_versions
)

select
    coalesce(
        (select latest_run.requested_as_of from latest_run),
        (select recorded.as_of from recorded),
        (select posted.as_of from posted),
        date '1970-01-01'
    ) as as_of,
