-- One row per source instance × location as the source writes it.
with location_aliases as (

    select * from {{ source('reference', 'location_aliases') }}

),

typed as (

    select
        -- keys
        system as source_system,
        instance as source_instance,
        source_location,

        -- meaning
        location
    from location_aliases

)

select * from typed
