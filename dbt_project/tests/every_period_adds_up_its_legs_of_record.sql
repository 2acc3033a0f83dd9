-- Units credited and restocked and revenue reversed of a period are the sum of the legs of the
-- systems of record posted in it, and no such leg lies outside the periods. Does not assert cost,
-- nor that a leg's period is right.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_reconciliation'}}}) }}

with record_legs as (
    select
        return_legs.*,
        leg_kinds.is_goods_revenue,
    from {{ ref('fct_return_legs') }} as return_legs
    left join {{ ref('leg_kinds') }} as leg_kinds
        on return_legs.layer = leg_kinds.layer and return_legs.leg_kind = leg_kinds.leg_kind
    where return_legs.is_system_of_record
),

both_sides as (
    select
        'period' as side, company, channel, period,
        credited_units, restocked_units, revenue_reversed_amount,
    from {{ ref('fct_period_reconciliation') }}
    union all
    select
        'legs' as side, company, channel, period,
        -- what pays back price alone says no units (M4.4)
        case when layer = 'financial' and leg_kind <> 'price_adjustment' then units end
            as credited_units,
        case when leg_kind in ('restock', 'unrestock') then units end as restocked_units,
        case when is_goods_revenue then base_net_amount end as revenue_reversed_amount,
    from record_legs
)

{%- for measure in ['credited_units', 'restocked_units', 'revenue_reversed_amount'] %}

select
    company,
    channel,
    period,
    '{{ measure }}' as measure,
    coalesce(sum({{ measure }}) filter (side = 'period'), 0) as of_period,
    coalesce(sum({{ measure }}) filter (side = 'legs'), 0) as of_legs,
from both_sides
group by all
having of_period <> of_legs
{{ "union all" if not loop.last }}
{%- endfor %}
