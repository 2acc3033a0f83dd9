-- Grain: return line × reading that a refused manual document could have been meant for, with the number of
-- candidates (M5.4). Whether that leaves it ambiguous is the diagnosis's to say: a gap must be left.
with refusals as (
    select return_leg_id, return_line_id, candidate_count
    from {{ ref('int_manual_choices') }}
    where is_refused
    union all
    select return_leg_id, return_line_id, candidate_count
    from {{ ref('int_manual_candidates') }}
    where is_refused
),

manual_legs as (
    select * from {{ ref('int_manual_legs') }}
)

select
    refusals.return_line_id,
    max(refusals.candidate_count) as candidate_count,
    arg_max(manual_legs.document_name, (manual_legs.posted_date, manual_legs.return_leg_id))
        as refused_document,
from refusals
inner join manual_legs on refusals.return_leg_id = manual_legs.return_leg_id
group by all
