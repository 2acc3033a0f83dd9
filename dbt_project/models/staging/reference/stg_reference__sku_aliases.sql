-- One row per source instance × source SKU: the SKU that it stands for (M4.7).
with sku_aliases as (

    select * from {{ source('reference', 'sku_aliases') }}

),

typed as (

    select
        -- keys
        system as source_system,
        instance as source_instance,
        source_sku,

        -- meaning
        sku,
        cast(unit_factor as decimal(18, 4)) as unit_factor
    from sku_aliases

)

select * from typed
