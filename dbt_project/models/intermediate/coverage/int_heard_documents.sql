-- Grain: document version, with the object that brought it, its business date and the latest stamp
-- that it carries (M4.9).
select
    source_system,
    source_instance,
    split_part(document_version_id, ':', 1) as object,
    document_key,
    document_date,
    source_file,
    greatest(version_at, created_at, exported_at) as stamped_at,
from {{ ref('int_document_versions') }}
where state <> 'absent'
