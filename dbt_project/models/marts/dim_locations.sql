-- Company × location: the company's own names of places from the location aliases, the places of the
-- systems that have no alias, and every place of a return leg.
with listed_locations as (

    {{ union_systems('locations') }}

),

source_instances as (

    select * from {{ ref('stg_reference__source_instances') }}

),

location_aliases as (

    select * from {{ ref('stg_reference__location_aliases') }}

),

return_legs as (

    select * from {{ ref('fct_return_legs') }}

),

aliased_locations as (

    select
        source_instances.company,
        location_aliases.location,
        location_aliases.location as location_name,
        true as is_mapped
    from location_aliases
    inner join source_instances
        on
            location_aliases.source_system = source_instances.source_system
            and location_aliases.source_instance = source_instances.source_instance

),

unmapped_locations as (

    select
        source_instances.company,
        listed_locations.source_location as location,
        listed_locations.location_name,
        false as is_mapped
    from listed_locations
    inner join source_instances
        on
            listed_locations.source_system = source_instances.source_system
            and listed_locations.source_instance = source_instances.source_instance
    left join location_aliases
        on
            listed_locations.source_system = location_aliases.source_system
            and listed_locations.source_instance = location_aliases.source_instance
            and listed_locations.source_location = location_aliases.source_location
    where location_aliases.location is null

),

leg_locations as (

    select
        company,
        location,
        null as location_name,
        false as is_mapped
    from return_legs
    where location is not null

),

locations as (

    select
        company,
        location,
        max(location_name) as location_name,
        bool_or(is_mapped) as is_mapped
    from (
        select * from aliased_locations
        union all
        select * from unmapped_locations
        union all
        select * from leg_locations
    ) as mentions
    group by company, location

)

{{ select_contract('locations') }}
