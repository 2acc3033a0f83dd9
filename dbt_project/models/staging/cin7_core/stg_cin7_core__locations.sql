-- One row per way in which a leg may write a location: its name, its id, and `parent: bin`. A bin
-- comes as a location that names its parent, and stands for the parent: stock is compared there. A
-- name that means two places (a bin of the same name in two warehouses) is left out.
{%- set fields = {'id': 'ID', 'name': 'Name', 'parent_name': 'ParentName'} %}
with locations as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from {{ source('cin7_core', 'locations') }}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from locations

),

latest_locations as (

    select
        source_system,
        source_instance,
        lower(id) as location_id,
        name,
        parent_name,
        coalesce(parent_name, name) as location_name
    from fields
    qualify row_number() over (
        partition by source_system, source_instance, lower(id)
        order by exported_at desc nulls last, landed_at desc, content_hash
    ) = 1

),

spellings as (

    select source_system, source_instance, name as source_location, location_name
    from latest_locations

    union

    select source_system, source_instance, location_id as source_location, location_name
    from latest_locations

    union

    select
        source_system,
        source_instance,
        parent_name || ': ' || name as source_location,
        location_name
    from latest_locations
    where parent_name is not null

),

unambiguous_spellings as (

    select
        source_system,
        source_instance,
        source_location,
        min(location_name) as location_name
    from spellings
    where source_location is not null
    group by source_system, source_instance, source_location
    having count(distinct location_name) = 1

)

{{ select_shape('locations', 'unambiguous_spellings') }}
