-- Grain: return line × money bridge × period: what manual journals of the ledger that are linked to
-- the line post to revenue, or bring back of cost (M10), with the ledger's total that holds them.
with manual_legs as (
    select * from {{ ref('int_linked_legs') }}
    where return_line_id is not null and is_manual and tier = 'ledger'
),

bridge_tiers as (
    select * from {{ ref('int_bridge_tiers') }}
)

{%- for bridge, total, layer, amount in [
    ('revenue', 'ledger_credited', 'financial', 'base_net_amount'),
    ('valuation', 'reversed_cost', 'valuation', 'cost_amount'),
] %}

select
    manual_legs.return_line_id,
    '{{ bridge }}' as bridge,
    '{{ total }}' as total,
    manual_legs.period,
    sum(manual_legs.{{ amount }}) as amount,
from manual_legs
inner join bridge_tiers
    on
        manual_legs.return_line_id = bridge_tiers.return_line_id
        and bridge_tiers.{{ total }}_tier = 'ledger'
where manual_legs.layer = '{{ layer }}'
group by all
{{ "union all" if not loop.last }}
{%- endfor %}
