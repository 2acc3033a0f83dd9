-- One row per organisation at its latest version. Document dates are calendar dates in its zone,
-- which Xero names its own way (NEWZEALANDSTANDARDTIME): source_instances says it in the usual one.
-- Lock dates are today's; what was locked at a close stands only in a version landed then.
{%- set fields = {
    'organisation_id': 'OrganisationID', 'base_currency': 'BaseCurrency',
    'time_zone_name': 'Timezone', 'country_code': 'CountryCode',
    'lock_date_text': 'PeriodLockDate', 'year_lock_date_text': 'EndOfYearLockDate',
} %}
with organisations as (

    select * from {{ source('xero', 'organisation') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from organisations

),

fields as (

    select
        source_system,
        source_instance,
        {{ json_columns('field_values', fields) }},
        {{ msdate_to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        content_hash
    from extracted

),

versions as (

    select
        -- keys
        source_system,
        source_instance,
        organisation_id,
        -- meaning
        upper(base_currency) as base_currency,
        time_zone_name,
        country_code,
        {{ msdate_to_date('lock_date_text') }} as period_lock_date,
        {{ msdate_to_date('year_lock_date_text') }} as year_lock_date,
        row_number() over (
            partition by source_instance, organisation_id
            order by {{ latest_version_first() }}
        ) as recency_rank
    from fields

),

latest_versions as (

    select
        source_system,
        source_instance,
        organisation_id,
        base_currency,
        time_zone_name,
        country_code,
        period_lock_date,
        year_lock_date
    from versions
    where recency_rank = 1

)

select * from latest_versions
