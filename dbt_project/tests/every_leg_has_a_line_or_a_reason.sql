-- A row of fct_return_legs stands on a return line or says why not, and never both (M5.4). Does not
-- assert that the reason is the right one.
{{ config(meta={'dagster': {'ref': {'name': 'fct_return_legs'}}}) }}

select
    return_leg_id,
    return_line_id,
    return_id,
    unlinked_reason,
    document_number,
from {{ ref('fct_return_legs') }}
where
    (return_line_id is null) = (unlinked_reason is null)
    or (return_line_id is null) <> (return_id is null)
