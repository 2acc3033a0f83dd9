{{ config(materialized='view') }}
-- Grain: return line × step of a money bridge from one tier to the next (M10): what each of the two
-- holds, in which units, and from when to when.
with bridge_tiers as (
    select * from {{ ref('int_bridge_tiers') }}
),

units as (
    select * from {{ ref('int_line_units') }}
),

tier_amounts as (
    select
        return_line_id,
        bridge,
        tier,
        sum(amount) as amount,
        min(period) as first_period,
        max(period) as last_period,
    from {{ ref('int_tier_period_amounts') }}
    group by all
),

steps as (
    select
        return_line_id, 'revenue' as bridge, 'hub' as step,
        channel_credited_tier as earlier_tier, hub_credited_tier as later_tier,
    from bridge_tiers
    union all
    select
        return_line_id, 'revenue' as bridge, 'ledger' as step,
        hub_credited_tier as earlier_tier, ledger_credited_tier as later_tier,
    from bridge_tiers
    union all
    select
        return_line_id, 'valuation' as bridge, 'ledger' as step,
        restored_cost_tier as earlier_tier, reversed_cost_tier as later_tier,
    from bridge_tiers
),

tier_units as (
    {%- for tier in ['channel', 'hub', 'ledger'] %}
    select
        return_line_id,
        'revenue' as bridge,
        '{{ tier }}' as tier,
        {{ tier }}_credited_units as units,
        {{ tier }}_transaction_amount as transaction_amount,
        {{ tier }}_currency as currency_code,
    from units
    union all
    select
        return_line_id,
        'valuation' as bridge,
        '{{ tier }}' as tier,
        {{ tier }}_valued_units as units,
        {{ tier }}_cost_amount as transaction_amount,
        null as currency_code,
    from units
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    steps.return_line_id,
    steps.bridge,
    steps.step,
    {%- for side in ['earlier', 'later'] %}
    steps.{{ side }}_tier,
    {{ side }}_amounts.return_line_id is not null as {{ side }}_holds,
    coalesce({{ side }}_amounts.amount, 0) as {{ side }}_amount,
    {{ side }}_amounts.first_period as {{ side }}_first_period,
    {{ side }}_amounts.last_period as {{ side }}_last_period,
    {{ side }}_units.units as {{ side }}_units,
    {{ side }}_units.transaction_amount as {{ side }}_transaction_amount,
    {{ side }}_units.currency_code as {{ side }}_currency,
    {%- endfor %}
from steps
{%- for side in ['earlier', 'later'] %}
left join tier_amounts as {{ side }}_amounts
    on
        steps.return_line_id = {{ side }}_amounts.return_line_id
        and steps.bridge = {{ side }}_amounts.bridge
        and steps.{{ side }}_tier = {{ side }}_amounts.tier
inner join tier_units as {{ side }}_units
    on
        steps.return_line_id = {{ side }}_units.return_line_id
        and steps.bridge = {{ side }}_units.bridge
        and steps.{{ side }}_tier = {{ side }}_units.tier
{%- endfor %}
where
    steps.earlier_tier <> steps.later_tier
    and (earlier_amounts.return_line_id is not null or later_amounts.return_line_id is not null)
