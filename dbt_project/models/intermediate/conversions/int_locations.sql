-- Grain: location of a source instance as its documents write it. The company's own name wins over
-- the system's (M4.7).
with system_locations as (
    {{ union_systems('locations') }}
),

location_aliases as (
    select * from {{ ref('stg_reference__location_aliases') }}
),

all_locations as (
    select source_system, source_instance, source_location from system_locations
    union all
    select source_system, source_instance, source_location from location_aliases
)

select
    all_locations.source_system,
    all_locations.source_instance,
    all_locations.source_location,
    coalesce(
        max(location_aliases.location),
        max(system_locations.location_name),
        any_value(all_locations.source_location)
    ) as location,
    count(location_aliases.location) > 0 as is_mapped,
from all_locations
left join location_aliases using (source_system, source_instance, source_location)
left join system_locations using (source_system, source_instance, source_location)
group by 1, 2, 3
