-- Grain: company × channel × period: the system of record of the channel's cost, by the contract
-- row that holds at the period's end, else the latest before it; the hub where no contract holds, for
-- that is whose figure the period tables restore.
with channel_periods as (
    select * from {{ ref('int_channel_periods') }}
),

company_periods as (
    select * from {{ ref('int_company_periods') }}
),

contracts as (
    select * from {{ ref('stg_reference__channel_contracts') }}
)

select
    channel_periods.company,
    channel_periods.channel,
    channel_periods.period,
    coalesce(arg_max(contracts.valuation_system_of_record, contracts.valid_from), 'hub')
        as valuation_record,
from channel_periods
inner join company_periods
    on
        channel_periods.company = company_periods.company
        and channel_periods.period = company_periods.period
left join contracts
    on
        channel_periods.company = contracts.company
        and channel_periods.channel = contracts.channel
        and company_periods.last_day >= contracts.valid_from
group by all
