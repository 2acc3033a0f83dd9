-- One row per company × period (M9.1).
with accounting_periods as (

    select * from {{ source('reference', 'accounting_periods') }}

),

typed as (

    select
        -- keys
        company,
        period,

        -- when
        cast(first_day as date) as first_day,
        cast(last_day as date) as last_day
    from accounting_periods

)

select * from typed
