-- Grain: batch with a difference × bridge × component: the difference is a step of the money bridge
-- of its layer, in the posting's period, and part of the ledger's total there (M10).
with differing_legs as (
    select * from {{ ref('int_line_legs') }}
    where reading_id is null and unlinked_reason = 'batch_difference'
)

{%- for layer, bridge, total, amount in [
    ('financial', 'revenue', 'ledger_credited', 'base_net_amount'),
    ('valuation', 'valuation', 'reversed_cost', 'cost_amount'),
] %}
{%- for component in ['batch_difference', total] %}

select
    company,
    channel,
    period,
    return_leg_id,
    '{{ bridge }}' as bridge,
    '{{ component }}' as component,
    {{ amount }} as amount,
from differing_legs
where layer = '{{ layer }}'
{{ "union all" if not loop.last }}
{%- endfor %}
{{ "union all" if not loop.last }}
{%- endfor %}
