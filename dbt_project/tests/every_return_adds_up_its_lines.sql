-- A line belongs to one return of its own company and channel, and a return's units and amounts are
-- the sum of its lines. Does not assert a return's verdict.
{{ config(meta={'dagster': {'ref': {'name': 'fct_returns'}}}) }}

{%- set measures = [
    'returned_units', 'expected_credit_units', 'expected_restock_units', 'expected_cost_units',
    'credited_units', 'restocked_units', 'cost_reversed_units', 'manual_units', 'kept_units',
    'never_shipped_units', 'credit_gap_units', 'restock_gap_units', 'channel_revenue_amount',
    'hub_revenue_amount', 'ledger_revenue_amount', 'revenue_reversed_amount',
    'revenue_difference_amount', 'fx_difference_amount', 'expected_cost_amount',
    'restored_cost_amount', 'reversed_cost_amount', 'open_units', 'open_revenue_amount',
    'open_cost_amount',
] %}
with both_sides as (
    select
        'return' as side, return_id, company, channel, line_count,
        {{ measures | join(', ') }},
    from {{ ref('fct_returns') }}
    union all
    select
        'lines' as side, return_id, company, channel, 1 as line_count,
        {{ measures | join(', ') }},
    from {{ ref('fct_return_lines') }}
)

{%- for measure in ['line_count'] + measures %}

select
    return_id,
    company,
    channel,
    '{{ measure }}' as measure,
    sum({{ measure }}) filter (side = 'return') as of_return,
    sum({{ measure }}) filter (side = 'lines') as of_lines,
from both_sides
group by all
having of_return is distinct from of_lines
{{ "union all" if not loop.last }}
{%- endfor %}
