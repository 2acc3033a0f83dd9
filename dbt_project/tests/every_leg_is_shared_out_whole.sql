-- A leg's units, net, tax, base and cost amounts are the sum of its rows in fct_return_legs: no unit
-- and no cent is allocated twice or lost (M5.4). Does not assert that it went to the right line, nor
-- anything of the cells of batches, which repeat legs of other tiers and have a test of their own. A
-- credit without units has none to share: those that `order_amount` gives it are the return's.
{{ config(meta={'dagster': {'ref': {'name': 'fct_return_legs'}}}) }}

with known_legs as (
    select * from {{ ref('int_order_legs') }} where is_current_state
),

return_legs as (
    select * from {{ ref('fct_return_legs') }} where match_rule is distinct from 'batch_total'
),

both_sides as (
    {%- for side, rows in [('leg', 'known_legs'), ('shares', 'return_legs')] %}
    select
        source_leg_id, '{{ side }}' as side, units, net_amount, tax_amount, base_net_amount,
        cost_amount,
    from {{ rows }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

{%- for measure in ['units', 'net_amount', 'tax_amount', 'base_net_amount', 'cost_amount'] %}

select
    source_leg_id,
    '{{ measure }}' as measure,
    sum({{ measure }}) filter (side = 'leg') as of_leg,
    sum({{ measure }}) filter (side = 'shares') as of_shares,
from both_sides
group by source_leg_id
having of_leg is distinct from of_shares
{%- if measure == 'units' %} and of_leg is not null{% endif %}
{{ "union all" if not loop.last }}
{%- endfor %}
