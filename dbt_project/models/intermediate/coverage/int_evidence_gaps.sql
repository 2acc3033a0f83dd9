-- Grain: span of days in which a source instance is silent for a layer, with the reason (M4.9). An
-- open end is null. What lacks inside a gap is not proven to be missing.
with coverage as (
    select * from {{ ref('int_source_coverage') }}
),

object_layers as (
    select * from {{ ref('int_object_layers') }}
),

files as (
    select * from {{ ref('int_current_files') }}
),

landed_objects as (
    select * from {{ ref('int_landed_objects') }}
),

silent_months as (
    select * from {{ ref('int_silent_months') }}
),

file_months as (
    select
        source_file,
        cast(date_trunc('month', min(document_date)) as date) as first_day,
        last_day(max(document_date)) as last_day,
    from {{ ref('int_heard_documents') }}
    group by all
),

-- A file that cannot be read, or that shows less than its query found.
short_files as (
    select
        files.source_system,
        files.source_instance,
        files.object,
        case when files.covers_from is not null or files.covers_to is not null
            then files.covers_from else file_months.first_day
        end as first_day,
        case when files.covers_from is not null or files.covers_to is not null
            then files.covers_to else file_months.last_day
        end as last_day,
        case when files.status = 'rejected' then 'rejected_file' else 'fewer_than_total' end
            as reason,
    from files
    left join landed_objects
        on
            files.source_system = landed_objects.source_system
            and files.source_instance = landed_objects.source_instance
            and files.object = landed_objects.object
    left join file_months on files.source_file = file_months.source_file
    where
        files.status = 'rejected'
        or files.envelope_total > coalesce(landed_objects.documents_count, 0)
),

gaps as (
    select
        source_system, source_instance, layer,
        null as first_day, null as last_day, 'nothing_landed' as reason,
    from coverage
    where heard_from is null and heard_until is null
    union all
    select
        source_system, source_instance, layer,
        null as first_day, heard_from - 1 as last_day, 'before_history' as reason,
    from coverage
    where heard_from is not null
    union all
    select
        coverage.source_system, coverage.source_instance, coverage.layer,
        silent_months.first_day, silent_months.last_day, 'empty_month' as reason,
    from coverage
    inner join silent_months
        on
            coverage.source_system = silent_months.source_system
            and coverage.source_instance = silent_months.source_instance
    union
    select
        short_files.source_system, short_files.source_instance, object_layers.layer,
        short_files.first_day, short_files.last_day, short_files.reason,
    from short_files
    inner join object_layers
        on
            short_files.source_system = object_layers.source_system
            and short_files.object = object_layers.object
    inner join coverage
        on
            short_files.source_system = coverage.source_system
            and short_files.source_instance = coverage.source_instance
            and object_layers.layer = coverage.layer
)

select distinct
    source_system,
    source_instance,
    layer,
    cast(first_day as date) as first_day,
    cast(last_day as date) as last_day,
    reason,
from gaps
