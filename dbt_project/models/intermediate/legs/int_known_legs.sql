-- Grain: leg, in the form that `as_of` knows: forms known later are not read (M3.4).
with leg_versions as (
    select * from {{ ref('int_leg_versions') }}
),

run as (
    select * from {{ ref('int_as_of') }}
)

select leg_versions.* exclude (superseded_at)
from leg_versions
cross join run
where
    leg_versions.known_at is null
    or {{ local_date('leg_versions.known_at', 'leg_versions.time_zone') }} <= run.as_of
qualify row_number() over (
    partition by leg_versions.source_leg_id order by leg_versions.form_number desc
) = 1
