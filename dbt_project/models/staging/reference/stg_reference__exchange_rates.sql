-- One row per day × currency pair (M4.8): multiply an amount of from_currency by the rate.
with exchange_rates as (

    select * from {{ source('reference', 'exchange_rates') }}

),

typed as (

    select
        -- keys
        cast(rate_date as date) as rate_date,
        upper(from_currency) as from_currency,
        upper(to_currency) as to_currency,

        -- amounts
        cast(rate as decimal(28, 10)) as rate
    from exchange_rates

)

select * from typed
