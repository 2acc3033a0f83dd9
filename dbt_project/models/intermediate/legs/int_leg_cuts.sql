-- Grain: leg × run of cuts at which one form of it is the latest known: [from_cut, to_cut). A form
-- is known at a cut when its source had recorded it and, once the source instance was live here,
-- when it had landed as well (M9.3). Forms known after `as_of` are not read (M3.4).
with leg_versions as (
    select * from {{ ref('int_leg_versions') }}
),

cuts as (
    select * from {{ ref('int_signoff_cuts') }}
),

run as (
    select * from {{ ref('int_as_of') }}
),

first_landings as (
    {{ first_landings() }}
),

known_forms as (
    select
        leg_versions.source_leg_id,
        leg_versions.form_number,
        leg_versions.company,
        coalesce(leg_versions.known_at, timestamp '0001-01-01') as known_at,
        leg_versions.landed_at,
        first_landings.first_landed_at,
    from leg_versions
    inner join first_landings
        on
            leg_versions.source_system = first_landings.source_system
            and leg_versions.source_instance = first_landings.source_instance
    cross join run
    where
        leg_versions.known_at is null
        or {{ local_date('leg_versions.known_at', 'leg_versions.time_zone') }} <= run.as_of
),

-- The cut after the last one closes every run that is still open.
company_cuts as (
    select
        company,
        max(cut_number) + 1 as end_cut,
    from cuts
    group by all
),

form_cuts as (
    select
        known_forms.source_leg_id,
        known_forms.form_number,
        min(cuts.cut_number) filter (cuts.cut_at >= known_forms.known_at) as known_cut,
        min(cuts.cut_number) filter (cuts.cut_at >= known_forms.first_landed_at) as live_cut,
        min(cuts.cut_number) filter (
            cuts.cut_at >= greatest(known_forms.known_at, known_forms.landed_at)
        ) as landed_cut,
        company_cuts.end_cut,
    from known_forms
    inner join cuts on known_forms.company = cuts.company
    inner join company_cuts on known_forms.company = company_cuts.company
    group by all
),

-- Before the instance went live only the source's knowledge counts, afterwards ours as well.
visible_runs as (
    select
        source_leg_id,
        form_number,
        known_cut as from_cut,
        case when landed_cut <= live_cut then end_cut else live_cut end as to_cut,
    from form_cuts
    where known_cut < live_cut
    union all
    select
        source_leg_id,
        form_number,
        landed_cut as from_cut,
        end_cut as to_cut,
    from form_cuts
    where known_cut >= live_cut or landed_cut > live_cut
),

edge_runs as (
    {{ runs_of_cuts('visible_runs', 'source_leg_id') }}
)

select
    edge_runs.source_leg_id,
    edge_runs.from_cut,
    edge_runs.to_cut,
    max(visible_runs.form_number) as form_number,
from edge_runs
inner join visible_runs
    on
        edge_runs.source_leg_id = visible_runs.source_leg_id
        and edge_runs.from_cut >= visible_runs.from_cut
        and edge_runs.from_cut < visible_runs.to_cut
group by all
