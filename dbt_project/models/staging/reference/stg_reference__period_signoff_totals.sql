-- One row per company × period × version × channel: what the sign-off recorded (M9.3).
with period_signoff_totals as (

    select * from {{ source('reference', 'period_signoff_totals') }}

),

typed as (

    select
        -- keys
        company,
        period,
        cast(version as integer) as version,
        channel,

        -- units
        cast(credited_units as decimal(18, 4)) as credited_units,
        cast(restocked_units as decimal(18, 4)) as restocked_units,

        -- amounts
        cast(revenue_reversed_amount as decimal(18, 2)) as revenue_reversed_amount,
        cast(restored_cost_amount as decimal(18, 2)) as restored_cost_amount,
        cast(reversed_cost_amount as decimal(18, 2)) as reversed_cost_amount
    from period_signoff_totals

)

select * from typed
