-- One row per kit × component × first day of validity (M4.7).
with kit_components as (

    select * from {{ source('reference', 'kit_components') }}

),

typed as (

    select
        -- keys
        kit_sku,
        component_sku,

        -- units
        cast(component_units as decimal(18, 4)) as component_units,

        -- when
        coalesce(cast(valid_from as date), date '0001-01-01') as valid_from,
        coalesce(cast(valid_to as date), date '9999-12-31') as valid_to
    from kit_components

)

select * from typed
