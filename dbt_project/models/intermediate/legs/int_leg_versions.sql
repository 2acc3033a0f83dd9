-- Grain: leg × form, in the order in which it took them. Consecutive document versions in which the
-- leg is the same are one form: AUTHORISED to PAID is no change (M3.2). Says when the source
-- recorded the form, on what evidence, and from when it counts as known.
with leg_history as (
    select
        *,
        md5(concat_ws(
            '|',
            coalesce(posted_date::varchar, '-'),
            case when is_voided then 'voided' when is_posted then 'posted' else 'neither' end,
            is_excluded,
            coalesce(sku, '-'),
            coalesce(units::varchar, '-'),
            kept_units,
            missing_units,
            cancelled_units,
            coalesce(net_amount::varchar, '-'),
            coalesce(tax_amount::varchar, '-'),
            coalesce(base_net_amount::varchar, '-'),
            coalesce(cost_amount::varchar, '-')
        )) as form_hash,
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

-- Where a form begins: the version differs from the one before it.
form_starts as (
    select *
    from leg_history
    qualify form_hash is distinct from lag(form_hash) over (
        partition by source_leg_id order by version_number
    )
),

numbered_forms as (
    select
        form_starts.* exclude (first_version_number, form_hash),
        row_number() over leg_order as form_number,
        lead(version_number) over leg_order is null as is_latest_form,
        first_versions.first_version_number,
        first_versions.first_present_version_number,
    from form_starts
    inner join first_versions on form_starts.document_key = first_versions.document_key
    window leg_order as (
        partition by form_starts.source_leg_id order by form_starts.version_number
    )
),

recorded_forms as (
    select
        * exclude (created_at, version_at, first_version_number, first_present_version_number),
        case
            when
                created_at is not null
                and form_number = 1
                and version_number = first_present_version_number
                then 'created'
            when version_at is not null and version_number > first_version_number then 'modified'
            else 'first_seen'
        end as recorded_at_basis,
        case
            when
                created_at is not null
                and form_number = 1
                and version_number = first_present_version_number
                then created_at
            else version_at
        end as recorded_at,
    from numbered_forms
),

known_forms as (
    select
        *,
        case
            when recorded_at_basis <> 'first_seen' then recorded_at
            else least(recorded_at, {{ end_of_local_date('posted_date', 'time_zone') }})
        end as known_at,
        {{ local_date('recorded_at', 'time_zone') }} as recorded_date,
    from recorded_forms
)

select * from known_forms
