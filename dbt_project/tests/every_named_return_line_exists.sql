-- A return line that a leg, cell, block, bridge or open item names is in fct_return_lines, and every
-- return line is named by a leg. Does not assert that each of the other tables names it.
{{ config(meta={'dagster': {'ref': {'name': 'fct_return_lines'}}}) }}

with return_lines as (
    select * from {{ ref('fct_return_lines') }}
),

named_lines as (
    {%- for table in [
        'fct_return_legs', 'fct_evidence_cells', 'fct_matched_legs', 'fct_period_bridge_lines',
        'fct_open_returns_at_period_end',
    ] %}
    select distinct '{{ table }}' as named_by, return_line_id
    from {{ ref(table) }}
    where return_line_id is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    named_lines.return_line_id,
    'named by ' || named_lines.named_by || ', and is no return line' as problem,
from named_lines
left join return_lines on named_lines.return_line_id = return_lines.return_line_id
where return_lines.return_line_id is null

union all

select
    return_lines.return_line_id,
    'no leg stands on it' as problem,
from return_lines
left join named_lines
    on
        return_lines.return_line_id = named_lines.return_line_id
        and named_lines.named_by = 'fct_return_legs'
where named_lines.return_line_id is null
