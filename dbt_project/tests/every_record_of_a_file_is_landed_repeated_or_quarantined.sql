-- Every record of a file is landed, repeated or quarantined, and fct_control_totals says so; a file
-- that was rejected counts for none. Does not assert that a file held all that its manifest
-- declares: one that holds less is rejected, and that is data.
{{ config(meta={'dagster': {'ref': {'name': 'fct_control_totals'}}}) }}

with files as (
    select * from {{ source('control', 'files') }}
),

control_totals as (
    select * from {{ ref('fct_control_totals') }}
)

select
    files.source_file,
    files.load_id,
    files.status,
    files.file_records,
    control_totals.landed_records,
    control_totals.repeated_records,
    control_totals.quarantined_records,
from files
left join control_totals
    on files.source_file = control_totals.source_file and files.load_id = control_totals.load_id
where
    control_totals.landed_records
    + control_totals.repeated_records
    + control_totals.quarantined_records
    is distinct from case when files.status = 'rejected' then 0 else files.file_records end
