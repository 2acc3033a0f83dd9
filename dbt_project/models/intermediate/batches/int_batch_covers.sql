-- Grain: covered leg × run of cuts in which one batch covers it (M5.5): the one that names its
-- document, else the first posting. What each sign-off knew of both decides what it saw covered.
with candidates as (
    select * from {{ ref('int_batch_candidates') }}
),

edges as (
    select source_leg_id, from_cut as edge from candidates
    union
    select source_leg_id, to_cut as edge from candidates
),

runs as (
    select
        source_leg_id,
        edge as from_cut,
        lead(edge) over (partition by source_leg_id order by edge) as to_cut,
    from edges
)

select
    runs.source_leg_id,
    candidates.company,
    candidates.order_key,
    runs.from_cut,
    runs.to_cut,
    candidates.batch_leg_id,
    candidates.batch_form_number,
    candidates.posted_date,
from runs
inner join candidates
    on
        runs.source_leg_id = candidates.source_leg_id
        and runs.from_cut >= candidates.from_cut
        and runs.from_cut < candidates.to_cut
where runs.to_cut is not null
qualify row_number() over (
    partition by runs.source_leg_id, runs.from_cut
    order by
        not candidates.is_named,
        -- A month's posting may be dated before what it covers.
        candidates.posted_date < candidates.document_date,
        candidates.posted_date,
        candidates.recorded_at,
        candidates.document_key,
        candidates.batch_leg_id
) = 1
