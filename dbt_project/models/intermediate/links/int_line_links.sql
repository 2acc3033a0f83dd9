-- Grain: return line. Its weakest link (M5): the lowest match rule of its legs, in the order of the
-- vocabulary.
with line_legs as (
    select * from {{ ref('int_leg_shares') }}
    where is_current_state and return_line_id is not null
),

match_rules as (
    select * from {{ ref('match_rules') }}
)

select
    line_legs.return_line_id,
    match_rules.match_rule,
    match_rules.confidence as match_confidence,
    1 as candidate_count,
from line_legs
inner join match_rules on line_legs.match_rule = match_rules.match_rule
qualify row_number() over (
    partition by line_legs.return_line_id order by match_rules.rank desc, line_legs.return_leg_id
) = 1
