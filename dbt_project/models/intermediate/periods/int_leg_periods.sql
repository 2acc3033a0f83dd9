-- Grain: company × posted date of a leg, with its period (M9.1) and the period's first sign-off.
with leg_dates as (
    select distinct company, posted_date
    from {{ ref('int_order_legs') }}
    where posted_date is not null
),

accounting_periods as (
    select * from {{ ref('stg_reference__accounting_periods') }}
),

signoffs as (
    select * from {{ ref('int_known_signoffs') }}
),

dated_periods as (
    select
        leg_dates.company,
        leg_dates.posted_date,
        coalesce(accounting_periods.period, strftime(leg_dates.posted_date, '%Y-%m')) as period,
    from leg_dates
    left join accounting_periods
        on
            leg_dates.company = accounting_periods.company
            and leg_dates.posted_date
            between accounting_periods.first_day and accounting_periods.last_day
)

select
    dated_periods.company,
    dated_periods.posted_date,
    dated_periods.period,
    min(signoffs.signed_at) as first_signed_at,
from dated_periods
left join signoffs
    on
        dated_periods.company = signoffs.company
        and dated_periods.period = signoffs.period
group by all
