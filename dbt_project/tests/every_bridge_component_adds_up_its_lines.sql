-- Every figure of a bridge is the sum of its bridge lines, so that it drills down by one filter, and
-- no bridge line stands outside its bridge. `unexplained` is apart: it is what the lines leave.
-- Does not assert that a component is complete.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_bridges'}}}) }}

{%- set keys = ['company', 'channel', 'period', 'bridge', 'component'] %}
with both_sides as (
    {%- for side, table in [
        ('bridge', 'fct_period_bridges'), ('lines', 'fct_period_bridge_lines')
    ] %}
    select
        '{{ side }}' as side, {{ keys | join(', ') }}, units, amount,
    from {{ ref(table) }}
    where component <> 'unexplained'
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

{%- for measure in ['units', 'amount'] %}

select
    {{ keys | join(', ') }},
    '{{ measure }}' as measure,
    coalesce(sum({{ measure }}) filter (side = 'bridge'), 0) as of_bridge,
    coalesce(sum({{ measure }}) filter (side = 'lines'), 0) as of_lines,
from both_sides
group by all
having of_bridge <> of_lines or count(*) filter (side = 'bridge') <> 1
{{ "union all" if not loop.last }}
{%- endfor %}
