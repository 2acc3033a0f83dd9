-- Grain: leg × document version from the leg's first appearance on. A void, a deletion of the
-- document or a line gone from a later version is no disappearance: the leg keeps its last live
-- units and amounts and counts 0 for whoever knows (M3.3).
with leg_forms as (
    select * from {{ ref('int_leg_forms') }}
),

-- Most documents are sales, which have no legs.
document_versions as (
    select * from {{ ref('int_document_versions') }}
    where document_key in (select document_key from leg_forms)
),

legs as (
    select distinct
        source_leg_id,
        document_key,
    from leg_forms
),

-- For every version, the last form at or before it that was live: a void or deletion may come with
-- other lines, or with none. A version before the first form has none.
versions_of_legs as (
    select
        legs.source_leg_id,
        legs.document_key,
        document_versions.version_number,
        leg_forms.version_number is not null as is_present,
        coalesce(
            max(case when not leg_forms.is_dead_form then leg_forms.version_number end)
                over history,
            max(leg_forms.version_number) over history
        ) as form_version_number,
    from legs
    inner join document_versions on legs.document_key = document_versions.document_key
    left join leg_forms
        on
            legs.source_leg_id = leg_forms.source_leg_id
            and document_versions.version_number = leg_forms.version_number
    window history as (
        partition by legs.source_leg_id
        order by document_versions.version_number
        rows between unbounded preceding and current row
    )
)

select
    versions_of_legs.source_leg_id,
    document_versions.document_key,
    document_versions.version_number,
    document_versions.document_version_id,
    document_versions.state,
    document_versions.company,
    document_versions.source_system,
    document_versions.source_instance,
    document_versions.tier,
    document_versions.time_zone,
    document_versions.created_at,
    document_versions.version_at,
    document_versions.landed_at,
    document_versions.source_file,
    document_versions.source_line,
    leg_forms.* exclude (
        source_leg_id, document_key, version_number, document_version_id, company, tier,
        is_dead_form, is_posted
    ),
    document_versions.state = 'deleted' as is_deleted,
    document_versions.state = 'deleted' or leg_forms.is_test as is_excluded,
    document_versions.state in ('voided', 'absent')
    or (document_versions.state <> 'deleted' and not versions_of_legs.is_present) as is_voided,
    leg_forms.is_posted
    and versions_of_legs.is_present
    and document_versions.state in ('posted', 'pending') as is_posted,
from versions_of_legs
inner join leg_forms
    on
        versions_of_legs.source_leg_id = leg_forms.source_leg_id
        and versions_of_legs.form_version_number = leg_forms.version_number
inner join document_versions
    on
        versions_of_legs.document_key = document_versions.document_key
        and versions_of_legs.version_number = document_versions.version_number
