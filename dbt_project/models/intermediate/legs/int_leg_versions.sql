-- Grain: leg × form, in the order in which it took them. Consecutive document versions in which
-- the leg is the same are one form: AUTHORISED to PAID is no change (M3.2). Says when the source
-- recorded the form, on what evidence, and from when it counts as known.
with leg_history as (
    select * from {{ ref('int_leg_history') }}
),

first_versions as (
    select
        document_key,
        min(version_number) as first_version_number,
        min(case when state <> 'absent' then version_number end) as first_present_version_number,
    from {{ ref('int_document_versions') }}
    group by all
),

marked_forms as (
    select
        source_leg_id,
        version_number,
        landed_at,
        location,
        row(
            posted_date,
            case when is_voided then 'voided' when is_posted then 'posted' else 'neither' end,
            is_excluded,
            layer,
            leg_kind,
            sku,
            units,
            kept_units,
            missing_units,
            cancelled_units,
            net_amount,
            tax_amount,
            base_net_amount,
            cost_amount
        ) as form,
        form is distinct from lag(form) over leg_versions as is_new_form,
    from leg_history
    window leg_versions as (partition by source_leg_id order by version_number)
),

numbered_forms as (
    select
        source_leg_id,
        version_number,
        landed_at,
        location,
        count(*) filter (is_new_form) over (
            partition by source_leg_id
            order by version_number
            rows between unbounded preceding and current row
        ) as form_number,
    from marked_forms
),

-- A form stands in the version that brought it. It landed with whichever of its versions landed
-- first, and where the goods are is no part of it: the latest version says that.
forms as (
    select
        source_leg_id,
        form_number,
        min(version_number) as version_number,
        min(landed_at) as landed_at,
        arg_max(location, version_number) as location,
    from numbered_forms
    group by all
),

recorded_forms as (
    select
        leg_history.* exclude (created_at, version_at, landed_at, location),
        forms.form_number,
        forms.landed_at,
        forms.location,
        leg_history.created_at is not null
        and leg_history.version_number = first_versions.first_present_version_number as is_created,
        case
            when is_created then 'created'
            when
                leg_history.version_at is not null
                and leg_history.version_number > first_versions.first_version_number
                then 'modified'
            else 'first_seen'
        end as recorded_at_basis,
        case when is_created then leg_history.created_at else leg_history.version_at end
            as recorded_at,
    from leg_history
    inner join forms
        on
            leg_history.source_leg_id = forms.source_leg_id
            and leg_history.version_number = forms.version_number
    inner join first_versions on leg_history.document_key = first_versions.document_key
)

select
    * exclude (is_created),
    case
        when recorded_at_basis <> 'first_seen' then recorded_at
        else least(recorded_at, {{ end_of_local_date('posted_date', 'time_zone') }})
    end as known_at,
    {{ local_date('recorded_at', 'time_zone') }} as recorded_date,
from recorded_forms
