-- Grain: sign-off that recorded its totals × channel: what no moved leg explains of the way from
-- the signed totals to today's. The reference tables or the program changed (M9.3).
with totals as (
    select * from {{ ref('int_record_totals') }}
),

moved_legs as (
    select * from {{ ref('int_moved_legs') }}
),

signed_versions as (
    select distinct company, period, version from totals where version is not null
),

amounts as (
    select
        company,
        channel,
        period,
        version,
        -credited_units as credited_units,
        -restocked_units as restocked_units,
        -revenue_amount as revenue_amount,
        -cost_amount as cost_amount,
    from totals
    where version is not null
    union all
    select
        totals.company,
        totals.channel,
        totals.period,
        signed_versions.version,
        totals.credited_units,
        totals.restocked_units,
        totals.revenue_amount,
        totals.cost_amount,
    from totals
    inner join signed_versions
        on
            totals.company = signed_versions.company
            and totals.period = signed_versions.period
    where totals.version is null
    union all
    select
        moved_legs.company,
        moved_legs.channel,
        moved_legs.period,
        moved_legs.version,
        -moved_legs.credited_units_delta,
        -moved_legs.restocked_units_delta,
        -moved_legs.revenue_delta_amount,
        -moved_legs.cost_delta_amount,
    from moved_legs
    inner join signed_versions
        on
            moved_legs.company = signed_versions.company
            and moved_legs.period = signed_versions.period
            and moved_legs.version = signed_versions.version
)

select
    company,
    channel,
    period,
    version,
    cast(null as varchar) as source_leg_id,
    'rule_change' as cause,
    sum(credited_units) as credited_units_delta,
    sum(restocked_units) as restocked_units_delta,
    sum(revenue_amount) as revenue_delta_amount,
    sum(cost_amount) as cost_delta_amount,
from amounts
group by company, channel, period, version
having
    credited_units_delta <> 0
    or restocked_units_delta <> 0
    or revenue_delta_amount <> 0
    or cost_delta_amount <> 0
