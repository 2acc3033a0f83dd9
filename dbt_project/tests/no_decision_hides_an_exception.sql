-- Every return line that is open or cannot be judged is in rpt_exceptions once, whatever was decided
-- about it, and is off the worklist exactly where a decision stands. Does not assert that the
-- decision is about the right line.
{{ config(meta={'dagster': {'ref': {'name': 'fct_exception_decisions'}}}) }}

with open_lines as (
    select return_line_id
    from {{ ref('fct_return_lines') }}
    where persistence in ('timing_open', 'permanent', 'undetermined')
),

standing_decisions as (
    select distinct return_line_id
    from {{ ref('fct_exception_decisions') }}
    where status = 'stands'
),

exceptions as (
    select * from {{ ref('rpt_exceptions') }}
)

select
    open_lines.return_line_id,
    count(exceptions.return_line_id) as rows_count,
    bool_or(exceptions.is_on_worklist) as is_on_worklist,
    count(standing_decisions.return_line_id) > 0 as is_decided,
from open_lines
left join exceptions on open_lines.return_line_id = exceptions.return_line_id
left join standing_decisions on open_lines.return_line_id = standing_decisions.return_line_id
group by all
having
    count(exceptions.return_line_id) <> 1
    or bool_or(exceptions.is_on_worklist) = (count(standing_decisions.return_line_id) > 0)
