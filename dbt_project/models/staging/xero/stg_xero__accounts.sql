-- One row per account at its latest version. What an account is for is the company's to say
-- (account_roles): Xero's type alone does not tell.
{%- set fields = {
    'account_id': 'AccountID', 'account_code': 'Code', 'account_name': 'Name',
    'account_type': 'Type', 'account_class': 'Class', 'status': 'Status',
} %}
with accounts as (

    select * from {{ source('xero', 'accounts') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from accounts

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
        account_id,
        account_code,
        -- names
        account_name,
        account_type,
        account_class,
        status,
        row_number() over (
            partition by source_instance, account_id
            order by {{ latest_version_first() }}
        ) as recency_rank
    from fields

),

latest_versions as (

    select
        source_system,
        source_instance,
        account_id,
        account_code,
        account_name,
        account_type,
        account_class,
        status
    from versions
    where recency_rank = 1

)

select * from latest_versions
