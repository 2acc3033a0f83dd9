-- Grain: currency pair × first day of a rate, in both directions; a rate holds until the day
-- before the pair's next one (M4.8: the latest on or before the posted date, inverse allowed). A
-- rate that is written wins over the inverse of one of the same day.
with exchange_rates as (
    select * from {{ ref('stg_reference__exchange_rates') }}
),

both_directions as (
    select rate_date, from_currency, to_currency, rate, 0 as is_inverse from exchange_rates
    union all
    select
        rate_date,
        to_currency as from_currency,
        from_currency as to_currency,
        cast(1 / rate as decimal(28, 10)) as rate,
        1 as is_inverse,
    from exchange_rates
),

first_of_each_day as (
    select *
    from both_directions
    qualify row_number() over (
        partition by from_currency, to_currency, rate_date order by is_inverse, rate
    ) = 1
)

select
    from_currency,
    to_currency,
    rate,
    rate_date as first_day,
    coalesce(
        lead(rate_date) over (partition by from_currency, to_currency order by rate_date)
        - interval 1 day,
        date '9999-12-31'
    )::date as last_day,
from first_of_each_day
