-- Company × period: the accounting periods, and the calendar months in which legs fall where that
-- table is silent (M9.1).
with company_periods as (

    select * from {{ ref('int_company_periods') }}

)

{{ select_contract('company_periods', unfilled=[
    'signoff_status', 'signoff_version', 'signed_at', 'signed_by'
]) }}
