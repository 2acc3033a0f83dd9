-- Grain: leg × document version from the leg's first appearance on. A void, a deletion of the
-- document or a line gone from a later version is no disappearance: the leg keeps its last live
-- units and amounts and counts 0 for whoever knows (M3.3).
with document_versions as (
    select * from {{ ref('int_document_versions') }}
),

leg_forms as (
    select * from {{ ref('int_leg_forms') }}
),

legs as (
    select distinct
        source_leg_id,
        document_key,
    from leg_forms
),

-- For every version, the last form at or before it that was live: a void or deletion may come with
-- other lines, or with none. A version before the first form has none.
legs_by_version as (
    select
        legs.source_leg_id,
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
        leg_forms.version_number as present_version_number,
        max(
            case when not leg_forms.is_dead_form then leg_forms.version_number end
        ) over history as live_version_number,
        max(leg_forms.version_number) over history as form_version_number,
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
    legs_by_version.* exclude (live_version_number, form_version_number, present_version_number),
    leg_forms.* exclude (
        source_leg_id, document_key, version_number, document_version_id, company, tier,
        is_dead_form, is_posted
    ),
    legs_by_version.state = 'deleted' as is_deleted,
    legs_by_version.state = 'deleted' or leg_forms.is_test as is_excluded,
    legs_by_version.state in ('voided', 'absent')
    or (
        legs_by_version.state <> 'deleted' and legs_by_version.present_version_number is null
    ) as is_voided,
    leg_forms.is_posted
    and legs_by_version.present_version_number is not null
    and legs_by_version.state in ('posted', 'pending') as is_posted,
from legs_by_version
inner join leg_forms
    on
        legs_by_version.source_leg_id = leg_forms.source_leg_id
        and coalesce(legs_by_version.live_version_number, legs_by_version.form_version_number)
        = leg_forms.version_number
