-- Grain: leg × form, in the order in which it took them. Consecutive document versions in which
-- the leg is the same are one form: AUTHORISED to PAID is no change (M3.2). Says when the source
-- recorded the form, on what evidence, and from when it counts as known.
with leg_history as (
    select
        *,
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
    from {{ ref('int_leg_history') }}
),

first_versions as (
    select
        document_key,
        min(version_number) as first_version_number,
        min(case when state <> 'absent' then version_number end) as first_present_version_number,
    from {{ ref('int_document_versions') }}
    group by all
),

marked_versions as (
    select
        * exclude (form),
        form is distinct from lag(form) over leg_versions as is_new_form,
    from leg_history
    window leg_versions as (partition by source_leg_id order by version_number)
),

numbered_versions as (
    select
        * exclude (is_new_form),
        count(*) filter (is_new_form) over (
            partition by source_leg_id
            order by version_number
            rows between unbounded preceding and current row
        ) as form_number,
    from marked_versions
),

-- A form stands in the version that brought it. It landed with whichever of its versions landed
-- first, and where the goods are is no part of it: the latest version says that.
forms as (
    select
        numbered_versions.* exclude (landed_at, location),
        min(landed_at) over same_form as landed_at,
        arg_max(location, version_number) over same_form as location,
    from numbered_versions
    window same_form as (partition by source_leg_id, form_number)
    qualify version_number = min(version_number) over same_form
),

recorded_forms as (
    select
        forms.* exclude (created_at, version_at),
        forms.created_at is not null
        and forms.version_number = first_versions.first_present_version_number as is_created,
        case
            when is_created then 'created'
            when
                forms.version_at is not null
                and forms.version_number > first_versions.first_version_number
                then 'modified'
            else 'first_seen'
        end as recorded_at_basis,
        case when is_created then forms.created_at else forms.version_at end as recorded_at,
    from forms
    inner join first_versions on forms.document_key = first_versions.document_key
)

select
    * exclude (is_created),
    case
        when recorded_at_basis <> 'first_seen' then recorded_at
        else least(recorded_at, {{ end_of_local_date('posted_date', 'time_zone') }})
    end as known_at,
    {{ local_date('recorded_at', 'time_zone') }} as recorded_date,
from recorded_forms
