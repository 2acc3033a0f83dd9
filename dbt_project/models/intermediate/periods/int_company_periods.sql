-- Grain: company × period. The company's accounting periods; for days on which that table is silent
-- and a leg stands, the calendar month (M9.1).
with accounting_periods as (
    select * from {{ ref('stg_reference__accounting_periods') }}
),

leg_dates as (
    select distinct company, posted_date
    from {{ ref('int_order_legs') }}
    where posted_date is not null
),

leg_spans as (
    select
        company,
        date_trunc('month', min(posted_date)) as first_month,
        date_trunc('month', max(posted_date)) as last_month,
    from leg_dates
    group by all
),

-- Months without any leg stand between those with some: a series of periods has no holes.
calendar_months as (
    select
        company,
        cast(unnest(generate_series(first_month, last_month, interval 1 month)) as date)
            as first_day,
    from leg_spans
),

silent_days as (
    select
        leg_dates.company,
        cast(date_trunc('month', leg_dates.posted_date) as date) as first_day,
    from leg_dates
    left join accounting_periods
        on
            leg_dates.company = accounting_periods.company
            and leg_dates.posted_date
            between accounting_periods.first_day and accounting_periods.last_day
    where accounting_periods.period is null
),

silent_months as (
    select
        calendar_months.company,
        calendar_months.first_day,
    from calendar_months
    left join accounting_periods
        on
            calendar_months.company = accounting_periods.company
            and calendar_months.first_day <= accounting_periods.last_day
            and last_day(calendar_months.first_day) >= accounting_periods.first_day
    where accounting_periods.period is null
    union
    select company, first_day from silent_days
)

select company, period, first_day, last_day from accounting_periods
union all
select
    silent_months.company,
    strftime(silent_months.first_day, '%Y-%m') as period,
    silent_months.first_day,
    last_day(silent_months.first_day) as last_day,
from silent_months
left join accounting_periods
    on
        silent_months.company = accounting_periods.company
        and strftime(silent_months.first_day, '%Y-%m') = accounting_periods.period
where accounting_periods.period is null
