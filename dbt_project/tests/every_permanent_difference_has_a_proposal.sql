-- Every return line of permanent difference stands behind a proposed entry, if only one that says
-- why nothing can be proposed, and every entry is of a return that has such a line. Does not assert
-- what is proposed.
{{ config(meta={'dagster': {'ref': {'name': 'fct_proposed_entries'}}}) }}

with permanent_lines as (
    select * from {{ ref('fct_return_lines') }} where persistence = 'permanent'
),

entries as (
    select distinct return_id, return_line_ids from {{ ref('fct_proposed_entries') }}
)

select permanent_lines.return_id, permanent_lines.return_line_id, 'no entry' as problem,
from permanent_lines
left join entries
    on
        permanent_lines.return_id = entries.return_id
        and contains(
            ',' || entries.return_line_ids || ',', ',' || permanent_lines.return_line_id || ','
        )
where entries.return_id is null
union all
select entries.return_id, entries.return_line_ids, 'no permanent difference' as problem,
from entries
left join permanent_lines on entries.return_id = permanent_lines.return_id
where permanent_lines.return_id is null
