-- Grain: company × channel × period × reading: what the systems of record say of a period, now
-- (reading null) and as each sign-off recorded it (its version). Cost is the column of the channel's
-- valuation system of record: the ledger's reversed cost, else what was restored.
with bridge_lines as (
    select * from {{ ref('int_bridge_lines') }}
),

record_revenue as (
    select * from {{ ref('int_record_revenue') }}
),

known_signoffs as (
    select company, period, version from {{ ref('int_known_signoffs') }}
),

signed_totals as (
    select * from {{ ref('stg_reference__period_signoff_totals') }}
),

valuation_records as (
    select * from {{ ref('int_valuation_records') }}
),

figures as (
    select
        company,
        channel,
        period,
        cast(null as integer) as version,
        case when bridge = 'quantity' and component = 'credited' then units end as credited_units,
        case when bridge = 'quantity' and component = 'restocked' then units end
            as restocked_units,
        cast(null as decimal(18, 2)) as revenue_amount,
        case when component = 'restored_cost' then amount end as restored_cost_amount,
        case when component = 'reversed_cost' then amount end as reversed_cost_amount,
    from bridge_lines
    union all
    select company, channel, period, null, null, null, revenue_reversed_amount, null, null
    from record_revenue
    union all
    select
        signed_totals.company,
        signed_totals.channel,
        signed_totals.period,
        signed_totals.version,
        signed_totals.credited_units,
        signed_totals.restocked_units,
        signed_totals.revenue_reversed_amount,
        signed_totals.restored_cost_amount,
        signed_totals.reversed_cost_amount,
    from signed_totals
    inner join known_signoffs
        on
            signed_totals.company = known_signoffs.company
            and signed_totals.period = known_signoffs.period
            and signed_totals.version = known_signoffs.version
),

totals as (
    select
        company,
        channel,
        period,
        version,
        coalesce(sum(credited_units), 0) as credited_units,
        coalesce(sum(restocked_units), 0) as restocked_units,
        coalesce(sum(revenue_amount), 0) as revenue_amount,
        coalesce(sum(restored_cost_amount), 0) as restored_cost_amount,
        coalesce(sum(reversed_cost_amount), 0) as reversed_cost_amount,
    from figures
    group by all
)

select
    totals.* exclude (restored_cost_amount, reversed_cost_amount),
    case valuation_records.valuation_record
        when 'ledger' then totals.reversed_cost_amount
        when 'none' then 0
        else totals.restored_cost_amount
    end as cost_amount,
from totals
left join valuation_records
    on
        totals.company = valuation_records.company
        and totals.channel = valuation_records.channel
        and totals.period = valuation_records.period
