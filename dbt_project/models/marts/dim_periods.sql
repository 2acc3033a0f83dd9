-- Grain: company × period. The accounting periods, and where that table is silent the calendar
-- months in which legs fall (M9.1); beside each its latest sign-off that the run's date knows, and
-- whether it still stands (M9.5).
with company_periods as (
    select * from {{ ref('int_company_periods') }}
),

latest_signoffs as (
    select
        company,
        period,
        version as signoff_version,
        signed_at,
        signed_by,
        signoff_status,
    from {{ ref('int_signoff_verdicts') }}
    where is_latest_version
),

periods as (
    select
        company_periods.*,
        coalesce(latest_signoffs.signoff_status, 'not_signed_off') as signoff_status,
        latest_signoffs.signoff_version,
        latest_signoffs.signed_at,
        latest_signoffs.signed_by,
    from company_periods
    left join latest_signoffs using (company, period)
)

{{ select_contract('periods') }}
