-- A leg that took effect never stands aside as test, deleted, voided or not posted. Does not assert
-- the other reasons, nor that a dead leg has one: where nothing live is, dead legs make a line.
{{ config(meta={'dagster': {'ref': {'name': 'fct_return_legs'}}}) }}

select
    return_leg_id,
    unlinked_reason,
    document_number,
    order_reference,
    sku,
    units,
    base_net_amount,
from {{ ref('fct_return_legs') }}
where
    unlinked_reason in ('test', 'deleted', 'voided', 'not_posted')
    and is_posted
    and not is_voided
    and not is_excluded
