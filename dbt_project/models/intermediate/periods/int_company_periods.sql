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

silent_months as (
    select distinct
        leg_dates.company,
        strftime(leg_dates.posted_date, '%Y-%m') as period,
        cast(date_trunc('month', leg_dates.posted_date) as date) as first_day,
        last_day(leg_dates.posted_date) as last_day,
    from leg_dates
    left join accounting_periods
        on
            leg_dates.company = accounting_periods.company
            and leg_dates.posted_date
            between accounting_periods.first_day and accounting_periods.last_day
    where accounting_periods.period is null
)

select company, period, first_day, last_day from accounting_periods
union all
select silent_months.company, silent_months.period, silent_months.first_day, silent_months.last_day
from silent_months
left join accounting_periods
    on
        silent_months.company = accounting_periods.company
        and silent_months.period = accounting_periods.period
where accounting_periods.period is null
