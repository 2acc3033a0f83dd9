-- Canonical locations of Shopify: one row per location, at its latest name. Refund lines and
-- dispositions name a location by its number.
{%- set fields = {'location_id': 'id', 'name': 'name'} %}
with locations as (

    select * from {{ source('shopify', 'locations') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from locations

),

fields as (

    select
        source_system,
        source_instance,
        {{ json_columns('field_values', fields) }},
        {{ to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        content_hash
    from extracted

),

versions as (

    select
        source_system,
        source_instance,
        {{ trailing_number('location_id') }} as source_location,
        name as location_name,
        row_number() over (
            partition by source_instance, {{ trailing_number('location_id') }}
            order by {{ latest_version_first() }}
        ) as recency_rank
    from fields

),

latest_versions as (

    select * from versions
    where recency_rank = 1

)

{{ select_shape('locations', 'latest_versions') }}
