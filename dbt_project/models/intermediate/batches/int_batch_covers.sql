-- Grain: covered leg × run of cuts in which one batch covers it (M5.5): the one that names its
-- document, else the first posting. What each sign-off knew of both decides what it saw covered.
with candidates as (
    select * from {{ ref('int_batch_candidates') }}
),

runs as (
    {{ runs_of_cuts('candidates', 'source_leg_id') }}
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
