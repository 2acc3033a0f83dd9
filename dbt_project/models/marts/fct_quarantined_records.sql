-- Grain: record that could not be read; its values were masked when it landed.
with quarantined_records as (
    select * from {{ source('control', 'quarantined_records') }}
)

{{ select_contract('quarantined_records') }}
