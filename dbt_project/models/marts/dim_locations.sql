-- Grain: company × location. The places that aliases and systems list, by the company's own name
-- where it has one, and every place that a return leg names.
with listed_locations as (
    select * from {{ ref('int_locations') }}
),

source_instances as (
    select * from {{ ref('stg_reference__source_instances') }}
),

return_legs as (
    select * from {{ ref('fct_return_legs') }}
),

mentions as (
    select
        source_instances.company,
        listed_locations.location,
        listed_locations.is_mapped,
    from listed_locations
    inner join source_instances using (source_system, source_instance)
    union all
    select
        company,
        location,
        false as is_mapped,
    from return_legs
    where location is not null
),

locations as (
    select
        company,
        location,
        bool_or(is_mapped) as is_mapped,
    from mentions
    group by all
)

{{ select_contract('locations') }}
