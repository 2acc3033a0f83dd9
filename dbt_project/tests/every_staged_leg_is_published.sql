-- Every leg that staging made is in fct_return_legs, but for legs of which no form is known by
-- `as_of` (M3.4). Does not assert which line took it, nor its units and amounts.
{{ config(meta={'dagster': {'ref': {'name': 'fct_return_legs'}}}) }}

with staged_legs as (
    {{ union_systems('return_legs') }}
),

leg_versions as (
    select * from {{ ref('int_leg_versions') }}
),

run as (
    select * from {{ ref('int_as_of') }}
),

-- A line of a kit is published as its components.
return_legs as (
    select distinct leg_versions.staged_leg_id
    from leg_versions
    inner join {{ ref('fct_return_legs') }} as published_legs
        on leg_versions.source_leg_id = published_legs.source_leg_id
),

keyed_legs as (
    select distinct
        {{ document_key('staged_legs') }} || '/' || leg_key as staged_leg_id,
    from staged_legs
),

legs_of_the_future as (
    select leg_versions.staged_leg_id
    from leg_versions
    cross join run
    group by leg_versions.staged_leg_id
    having
        bool_and(coalesce(
            {{ local_date('leg_versions.known_at', 'leg_versions.time_zone') }} > run.as_of, false
        ))
)

select keyed_legs.staged_leg_id
from keyed_legs
left join return_legs on keyed_legs.staged_leg_id = return_legs.staged_leg_id
left join legs_of_the_future on keyed_legs.staged_leg_id = legs_of_the_future.staged_leg_id
where return_legs.staged_leg_id is null and legs_of_the_future.staged_leg_id is null
