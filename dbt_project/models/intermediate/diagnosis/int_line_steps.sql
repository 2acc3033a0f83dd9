-- Grain: return line. Who lacks which step of it and who holds it, in which units (M6, M7): what
-- a sentence about it needs beside the facts.
with facts as (
    select * from {{ ref('int_line_facts') }} where reading_id is null
),

amounts as (
    select * from {{ ref('int_line_amounts') }}
),

unmapped_orders as (
    select * from {{ ref('int_unmapped_orders') }}
),

silent_cells as (
    select
        return_line_id,
        min(tier) as silent_tier,
    from {{ ref('int_silent_cells') }}
    group by all
),

-- The first void of a line, its credit before its stock and its cost.
voids as (
    select * from {{ ref('int_line_voids') }}
    qualify row_number() over (partition by return_line_id order by layer, tier) = 1
),

duplicate_tiers as (
    select
        return_line_id,
        min(tier) filter (layer = 'financial') as credit_tier,
        min(tier) filter (layer = 'inventory') as restock_tier,
        min(tier) filter (layer = 'valuation') as cost_tier,
    from (
        select return_line_id, tier, layer
        from {{ ref('int_line_documents') }}
        where duplicate_units > 0
        union all
        select return_line_id, tier, 'financial' as layer
        from {{ ref('int_line_amount_duplicates') }}
    )
    group by all
),

manual_legs as (
    select
        return_line_id,
        bool_or(layer = 'valuation') as has_value,
        bool_or(layer = 'financial') as has_credit,
    from {{ ref('int_linked_legs') }}
    where is_live and is_manual
    group by all
)

select
    facts.return_line_id,
    amounts.correction_amount,
    amounts.earlier_tier,
    amounts.later_tier,
    unmapped_orders.order_key is not null as is_order_unmapped,
    silent_cells.silent_tier,
    voids.tier as voided_tier,
    voids.layer as voided_layer,
    voids.holding_tier as live_tier,
    duplicate_tiers.credit_tier as duplicate_credit_tier,
    duplicate_tiers.restock_tier as duplicate_restock_tier,
    duplicate_tiers.cost_tier as duplicate_cost_tier,
    manual_legs.has_value as has_manual_value,
    manual_legs.has_credit as has_manual_credit,
    least(largest_credited_units, expected_credit_units) - greatest(credited_units, 0)
        as lacking_credit_units,
    least(credited_units, reversible_units) - greatest(ledger_credited_units, 0)
        as lacking_ledger_units,
    least(largest_restocked_units, expected_restock_units) - greatest(restocked_units, 0)
        as lacking_restock_units,
    {%- for measure in ['credited_units', 'restocked_units', 'valued_units'] %}
    case greatest(channel_{{ measure }}, hub_{{ measure }}, ledger_{{ measure }})
        when channel_{{ measure }} then 'channel'
        when hub_{{ measure }} then 'hub'
        else 'ledger'
    end as tier_of_most_{{ measure }},
    {%- endfor %}
    case
        when channel_holds_credit then 'channel'
        when hub_holds_credit then 'hub'
        else 'ledger'
    end as first_credit_tier,
from facts
left join amounts on facts.return_line_id = amounts.return_line_id
left join unmapped_orders on facts.order_key = unmapped_orders.order_key
left join silent_cells on facts.return_line_id = silent_cells.return_line_id
left join voids on facts.return_line_id = voids.return_line_id
left join duplicate_tiers on facts.return_line_id = duplicate_tiers.return_line_id
left join manual_legs on facts.return_line_id = manual_legs.return_line_id
