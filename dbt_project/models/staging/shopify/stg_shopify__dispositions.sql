-- One row per disposition of a return version: what became of some units of one line. Older APIs
-- give it no date.
{%- set fields = {
    'disposition_gid': 'id', 'disposition_type': 'type', 'quantity': 'quantity',
    'disposed_at': 'createdAt', 'location_gid': 'location.id',
} %}
with lines as (

    select * from {{ ref('stg_shopify__reverse_fulfillment_lines') }}

),

extracted as (

    select
        lines.*,
        disposition.place,
        {{ json_fields('disposition.item', fields) }} as field_values
    from lines,
        {{ json_items('lines.payload', 'dispositions', 'disposition') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        return_id,
        document_version_id,
        return_version_key,
        coalesce(
            {{ trailing_number('disposition_gid') }}, 'place_' || line_place || '_' || place
        ) as disposition_id,
        upper(disposition_type) as disposition_type,
        source_sku,
        {{ trailing_number('location_gid') }} as source_location,
        -- when
        {{ to_instant('disposed_at') }} as disposed_at,
        {{ local_date(to_instant('disposed_at'), 'time_zone') }} as disposed_date,
        -- units
        {{ to_units('quantity') }} as units,
        -- flags
        is_latest
    from fields

)

select * from typed
