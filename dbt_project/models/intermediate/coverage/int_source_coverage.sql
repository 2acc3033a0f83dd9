-- Grain: source instance × layer that its system can carry: from when until when it was heard (M4.9).
-- Business dates and manifests' `covers_from` open the span; stamps and `exported_at` close it, also
-- those of an empty file; without any stamp the latest business date does.
with source_instances as (
    select * from {{ ref('stg_reference__source_instances') }}
),

object_layers as (
    select * from {{ ref('int_object_layers') }}
),

landed_objects as (
    select * from {{ ref('int_landed_objects') }}
),

heard_objects as (
    select
        source_system,
        source_instance,
        object,
        document_date as heard_from,
        stamped_at as heard_until,
        document_date as latest_date,
    from {{ ref('int_heard_documents') }}
    union all
    select
        source_system,
        source_instance,
        object,
        covers_from as heard_from,
        exported_at as heard_until,
        null as latest_date,
    from {{ ref('int_current_files') }}
    where status <> 'rejected'
),

heard_layers as (
    select
        heard_objects.source_system,
        heard_objects.source_instance,
        object_layers.layer,
        min(heard_objects.heard_from) as heard_from,
        max(heard_objects.heard_until) as stamped_until,
        max(heard_objects.latest_date) as latest_date,
    from heard_objects
    inner join object_layers
        on
            heard_objects.source_system = object_layers.source_system
            and heard_objects.object = object_layers.object
    group by all
),

layer_documents as (
    select
        landed_objects.source_system,
        landed_objects.source_instance,
        object_layers.layer,
        sum(landed_objects.documents_count) as documents_count,
    from landed_objects
    inner join object_layers
        on
            landed_objects.source_system = object_layers.source_system
            and landed_objects.object = object_layers.object
            and object_layers.carries_layer
    group by all
),

instance_layers as (
    select distinct
        source_instances.source_system,
        source_instances.source_instance,
        source_instances.time_zone,
        object_layers.layer,
    from source_instances
    inner join object_layers on source_instances.source_system = object_layers.source_system
)

select
    instance_layers.source_system,
    instance_layers.source_instance,
    instance_layers.layer,
    coalesce(layer_documents.documents_count, 0) as documents_count,
    heard_layers.heard_from,
    coalesce(
        heard_layers.stamped_until,
        {{ end_of_local_date('heard_layers.latest_date', 'instance_layers.time_zone') }}
    ) as heard_until,
    coalesce(
        {{ local_date('heard_layers.stamped_until', 'instance_layers.time_zone') }},
        heard_layers.latest_date
    ) as heard_until_date,
from instance_layers
left join heard_layers
    on
        instance_layers.source_system = heard_layers.source_system
        and instance_layers.source_instance = heard_layers.source_instance
        and instance_layers.layer = heard_layers.layer
left join layer_documents
    on
        instance_layers.source_system = layer_documents.source_system
        and instance_layers.source_instance = layer_documents.source_instance
        and instance_layers.layer = layer_documents.layer
