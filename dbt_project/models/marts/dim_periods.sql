-- Grain: company × period. The accounting periods, and where that table is silent the calendar
-- months in which legs fall (M9.1); beside each its latest sign-off that the run's date knows.
with company_periods as (
    select * from {{ ref('int_company_periods') }}
),

known_signoffs as (
    select * from {{ ref('int_known_signoffs') }}
),

latest_signoffs as (
    select
        company,
        period,
        version as signoff_version,
        signed_at,
        signed_by,
    from known_signoffs
    qualify row_number() over (
        partition by company, period
        order by version desc
    ) = 1
),

periods as (
    select
        company_periods.*,
        latest_signoffs.signoff_version,
        latest_signoffs.signed_at,
        latest_signoffs.signed_by,
    from company_periods
    left join latest_signoffs using (company, period)
)

{{ select_contract('periods', unfilled=['signoff_status']) }}
