-- Grain: return line × money bridge × period × component, signed, totals included (M10): the totals
-- of the tiers, the walk from expected cost to value restored, and the steps from tier to tier.
with bridge_tiers as (
    select * from {{ ref('int_bridge_tiers') }}
),

tier_amounts as (
    select * from {{ ref('int_tier_period_amounts') }}
),

step_components as (
    select * from {{ ref('int_step_components') }}
),

restoring_components as (
    select * from {{ ref('int_restoring_components') }}
),

manual_journals as (
    select * from {{ ref('int_manual_journals') }}
),

components as (
    select * from {{ ref('bridge_components') }}
),

tier_totals as (
    {%- for bridge, total in [
        ('revenue', 'channel_credited'),
        ('revenue', 'hub_credited'),
        ('revenue', 'ledger_credited'),
        ('valuation', 'reversed_cost'),
    ] %}
    select
        tier_amounts.return_line_id,
        tier_amounts.bridge,
        tier_amounts.period,
        '{{ total }}' as component,
        tier_amounts.amount,
    from tier_amounts
    inner join bridge_tiers
        on
            tier_amounts.return_line_id = bridge_tiers.return_line_id
            and tier_amounts.tier = bridge_tiers.{{ total }}_tier
    where tier_amounts.bridge = '{{ bridge }}'
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

step_amounts as (
    select
        step_components.return_line_id,
        step_components.bridge,
        step_components.period,
        components.component,
        step_components.amount,
    from step_components
    inner join components
        on
            step_components.bridge = components.bridge
            and step_components.step = components.step
            and step_components.cause = components.cause
),

all_amounts as (
    select * from tier_totals
    union all
    select * from step_amounts
    union all
    select return_line_id, 'valuation' as bridge, period, component, amount
    from restoring_components
    union all
    -- What manual journals add is a step, and part of the ledger's total.
    select return_line_id, bridge, period, 'manual_journals' as component, amount
    from manual_journals
    union all
    select return_line_id, bridge, period, total as component, amount
    from manual_journals
)

select
    bridge_tiers.company,
    bridge_tiers.channel,
    all_amounts.period,
    all_amounts.return_line_id,
    all_amounts.bridge,
    all_amounts.component,
    cast(sum(all_amounts.amount) as decimal(18, 2)) as amount,
from all_amounts
inner join bridge_tiers on all_amounts.return_line_id = bridge_tiers.return_line_id
group by all
having sum(all_amounts.amount) <> 0
