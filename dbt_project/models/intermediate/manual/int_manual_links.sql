-- Grain: reading × manual leg × return line that it is linked to, or one row for a leg that no line
-- took for a reason of its own: refused, or, now, a later event (M5.6, M4.6).
with manual_legs as (
    select * from {{ ref('int_manual_legs') }}
),

references_made as (
    select * from {{ ref('int_manual_references') }}
),

choices as (
    select
        reading_id,
        return_leg_id,
        max(candidate_count) as candidate_count,
    from {{ ref('int_manual_choices') }}
    where is_refused
    group by all
),

candidates as (
    select * from {{ ref('int_manual_candidates') }}
),

later_events as (
    select * from {{ ref('int_later_events') }}
)

select
    reading_id,
    return_leg_id,
    share_number,
    return_line_id,
    cast(null as varchar) as unlinked_reason,
    units,
    'manual_reference' as match_rule,
    1 as candidate_count,
from references_made
union all
select
    reading_id,
    return_leg_id,
    1 as share_number,
    return_line_id,
    null as unlinked_reason,
    units,
    'manual_candidate' as match_rule,
    1 as candidate_count,
from candidates
where not is_refused
union all
select
    refused_legs.reading_id,
    manual_legs.return_leg_id,
    1 as share_number,
    null as return_line_id,
    'refused' as unlinked_reason,
    manual_legs.units,
    null as match_rule,
    refused_legs.candidate_count,
from manual_legs
inner join (
    select * from choices
    union all
    select reading_id, return_leg_id, max(candidate_count) as candidate_count
    from candidates
    where is_refused
    group by all
) as refused_legs on manual_legs.return_leg_id = refused_legs.return_leg_id
union all
select
    null as reading_id,
    manual_legs.return_leg_id,
    1 as share_number,
    null as return_line_id,
    'later_event' as unlinked_reason,
    manual_legs.units,
    null as match_rule,
    null as candidate_count,
from manual_legs
inner join later_events on manual_legs.return_leg_id = later_events.return_leg_id
