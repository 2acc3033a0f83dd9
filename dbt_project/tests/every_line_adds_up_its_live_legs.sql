-- What a return line says that each tier credited, that its systems of record credited and
-- restocked, and that the ledger reversed, is the sum of its live legs, manual ones apart. Does not
-- assert restored cost, whose tier the contract names, nor what was expected.
{{ config(meta={'dagster': {'ref': {'name': 'fct_return_lines'}}}) }}

with return_lines as (
    select * from {{ ref('fct_return_lines') }}
),

leg_kinds as (
    select * from {{ ref('leg_kinds') }}
),

live_legs as (
    select
        return_legs.*,
        leg_kinds.is_goods_revenue,
    from {{ ref('fct_return_legs') }} as return_legs
    left join leg_kinds
        on
            return_legs.layer = leg_kinds.layer
            and return_legs.leg_kind = leg_kinds.leg_kind
    where
        return_legs.return_line_id is not null
        and return_legs.is_posted
        and not return_legs.is_voided
        and not return_legs.is_excluded
        and not return_legs.is_manual
),

sides as (
    select
        return_line_id,
        case when is_goods_revenue then tier || '_revenue_amount' end as measure,
        0 as of_line,
        base_net_amount as of_legs,
    from live_legs
    union all
    select
        return_line_id,
        case when is_goods_revenue and is_system_of_record then 'revenue_reversed_amount' end,
        0,
        base_net_amount,
    from live_legs
    union all
    select
        return_line_id,
        case when tier = 'ledger' and leg_kind = 'cost_reversal' then 'reversed_cost_amount' end,
        0,
        cost_amount,
    from live_legs
    union all
    select
        return_line_id,
        case
            -- what pays back price alone says no units (M4.4)
            when layer = 'financial' and leg_kind <> 'price_adjustment' then 'credited_units'
            when leg_kind in ('restock', 'unrestock') then 'restocked_units'
        end,
        0,
        units,
    from live_legs
    where is_system_of_record
    {%- for measure in [
        'channel_revenue_amount', 'hub_revenue_amount', 'ledger_revenue_amount',
        'revenue_reversed_amount', 'reversed_cost_amount', 'credited_units', 'restocked_units',
    ] %}
    union all
    select return_line_id, '{{ measure }}', {{ measure }}, 0
    from return_lines
    {%- endfor %}
)

select
    return_line_id,
    measure,
    sum(of_line) as of_line,
    coalesce(sum(of_legs), 0) as of_legs,
from sides
where measure is not null
group by all
having sum(of_line) is distinct from coalesce(sum(of_legs), 0)
