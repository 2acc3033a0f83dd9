-- Grain: source file, rejected files and copies of earlier files included (M10, Control totals).
with files as (
    select * from {{ source('control', 'files') }}
)

{{ select_contract('files') }}
