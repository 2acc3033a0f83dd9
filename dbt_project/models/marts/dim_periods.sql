-- Grain: company × period. The accounting periods, and where that table is silent the calendar
-- months in which legs fall (M9.1).
with company_periods as (
    select * from {{ ref('int_company_periods') }}
)

{{ select_contract('company_periods', unfilled=[
    'signoff_status', 'signoff_version', 'signed_at', 'signed_by'
]) }}
