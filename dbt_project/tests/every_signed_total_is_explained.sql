-- Where a sign-off recorded its totals, they and the restatement items since are today's figures,
-- for every channel, in units, revenue and cost. Does not assert that a cause is right, nor anything
-- of sign-offs without totals.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_restatements'}}}) }}

with signed_totals as (
    select totals.*
    from {{ ref('stg_reference__period_signoff_totals') }} as totals
    inner join {{ ref('int_known_signoffs') }} using (company, period, version)
),

valuation_records as (
    select * from {{ ref('int_valuation_records') }}
),

all_sides as (
    select
        company, channel, period, version, 'explained' as side,
        credited_units, restocked_units, revenue_reversed_amount as revenue_amount,
        restored_cost_amount, reversed_cost_amount, 0 as cost_delta_amount,
    from signed_totals
    union all
    select
        company, channel, period, signoff_version, 'explained' as side,
        credited_units_delta, restocked_units_delta, revenue_delta_amount,
        0, 0, cost_delta_amount,
    from {{ ref('fct_period_restatements') }}
    union all
    select
        company, channel, period, versions.version, 'today' as side,
        credited_units, restocked_units, revenue_reversed_amount,
        restored_cost_amount, reversed_cost_amount, 0,
    from {{ ref('fct_period_reconciliation') }}
    inner join (select distinct company, period, version from signed_totals) as versions
        using (company, period)
),

figures as (
    select
        all_sides.*,
        case valuation_records.valuation_record
            when 'ledger' then reversed_cost_amount
            when 'none' then 0
            else restored_cost_amount
        end + cost_delta_amount as cost_amount,
    from all_sides
    inner join (select distinct company, period, version from signed_totals)
        using (company, period, version)
    left join valuation_records using (company, channel, period)
)

{%- for measure in ['credited_units', 'restocked_units', 'revenue_amount', 'cost_amount'] %}

select
    company,
    channel,
    period,
    version,
    '{{ measure }}' as measure,
    coalesce(sum({{ measure }}) filter (side = 'explained'), 0) as explained,
    coalesce(sum({{ measure }}) filter (side = 'today'), 0) as today,
from figures
group by all
having explained <> today
{{ "union all" if not loop.last }}
{%- endfor %}
