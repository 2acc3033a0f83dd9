-- One row per source instance. The tables of the reference folder are validated by landing, so
-- every value that is present can be read; staging types them and fills what may be left out.
with source_instances as (

    select * from {{ source('reference', 'source_instances') }}

),

typed as (

    select
        -- keys
        system as source_system,
        instance as source_instance,
        company,

        -- meaning
        tier,
        time_zone,
        upper(base_currency) as base_currency
    from source_instances

)

select * from typed
