-- Grain: return line. Its weakest link (M5): the lowest match rule of its legs, in the order of the
-- vocabulary. A line that a refused document could have been meant for counts its candidates.
with line_legs as (
    select * from {{ ref('int_linked_legs') }} where return_line_id is not null
),

match_rules as (
    select * from {{ ref('match_rules') }}
),

refused_lines as (
    select * from {{ ref('int_refused_lines') }}
)

select
    line_legs.return_line_id,
    match_rules.match_rule,
    match_rules.confidence as match_confidence,
    coalesce(refused_lines.candidate_count, 1) as candidate_count,
from line_legs
inner join match_rules on line_legs.match_rule = match_rules.match_rule
left join refused_lines on line_legs.return_line_id = refused_lines.return_line_id
qualify row_number() over (
    partition by line_legs.return_line_id order by match_rules.rank desc, line_legs.return_leg_id
) = 1
