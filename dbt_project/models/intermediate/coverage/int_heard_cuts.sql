-- Grain: source instance × layer × cut of knowledge: until when the source was heard by then (M4.9).
with cuts as (
    select * from {{ ref('int_signoff_cuts') }}
),

source_instances as (
    select * from {{ ref('stg_reference__source_instances') }}
),

object_layers as (
    select * from {{ ref('int_object_layers') }}
),

heard_objects as (
    select source_system, source_instance, object, stamped_at, document_date
    from {{ ref('int_heard_documents') }}
    union all
    select
        source_system,
        source_instance,
        object,
        exported_at as stamped_at,
        cast(null as date) as document_date,
    from {{ ref('int_current_files') }}
    where status <> 'rejected'
),

object_cuts as (
    select
        heard_objects.source_system,
        heard_objects.source_instance,
        heard_objects.object,
        source_instances.time_zone,
        cuts.cut_number,
        max(heard_objects.stamped_at) filter (heard_objects.stamped_at <= cuts.cut_at)
            as stamped_until,
        -- Documents without any stamp are heard on their own date.
        max(heard_objects.document_date) filter (
            heard_objects.document_date <= cast(cuts.cut_at as date)
        ) as latest_date,
    from heard_objects
    inner join source_instances
        on
            heard_objects.source_system = source_instances.source_system
            and heard_objects.source_instance = source_instances.source_instance
    inner join cuts on source_instances.company = cuts.company
    group by all
)

select
    object_cuts.source_system,
    object_cuts.source_instance,
    object_layers.layer,
    object_cuts.cut_number,
    coalesce(
        {{ local_date('max(object_cuts.stamped_until)', 'any_value(object_cuts.time_zone)') }},
        max(object_cuts.latest_date)
    ) as heard_until_date,
from object_cuts
inner join object_layers
    on
        object_cuts.source_system = object_layers.source_system
        and object_cuts.object = object_layers.object
group by all
