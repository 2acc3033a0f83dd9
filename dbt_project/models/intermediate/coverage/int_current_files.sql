-- Grain: export file, in the content that landing saw last. A file that was rejected and came again
-- whole is no gap any more.
select
    source_system,
    source_instance,
    object,
    source_file,
    status,
    declared_records,
    envelope_total,
    exported_at,
    covers_from,
    covers_to,
from {{ source('control', 'files') }}
qualify row_number() over (
    partition by source_file order by load_id desc, file_sha256 desc
) = 1
