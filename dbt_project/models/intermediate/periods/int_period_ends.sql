-- Grain: company × period up to the one of `as_of`. On which day its end is looked at, by which cut
-- of knowledge (K(P): its latest sign-off, else now), and the day of the end before (M10).
with company_periods as (
    select * from {{ ref('int_company_periods') }}
),

signoffs as (
    select * from {{ ref('int_known_signoffs') }}
),

cuts as (
    select * from {{ ref('int_signoff_cuts') }}
),

run as (
    select * from {{ ref('int_as_of') }}
),

last_signoffs as (
    select
        company,
        period,
        arg_max(signed_at, version) as signed_at,
    from signoffs
    group by all
),

known_periods as (
    select
        company_periods.*,
        least(company_periods.last_day, run.as_of) as evaluated_on,
        coalesce(last_signoffs.signed_at, timestamp '9999-12-31') as cut_at,
    from company_periods
    cross join run
    left join last_signoffs
        on
            company_periods.company = last_signoffs.company
            and company_periods.period = last_signoffs.period
    where company_periods.first_day <= run.as_of
)

select
    known_periods.company,
    known_periods.period,
    known_periods.first_day,
    known_periods.last_day,
    known_periods.evaluated_on,
    cuts.cut_number as read_cut,
    lag(known_periods.evaluated_on) over company_walk as previous_evaluated_on,
    lag(cuts.cut_number) over company_walk as previous_read_cut,
from known_periods
inner join cuts
    on
        known_periods.company = cuts.company
        and known_periods.cut_at = cuts.cut_at
window company_walk as (
    partition by known_periods.company order by known_periods.first_day, known_periods.period
)
