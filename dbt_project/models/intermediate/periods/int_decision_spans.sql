-- Grain: decision on an exception, with the last day on which it stands: the one on which it
-- expires, or the day before a later decision on the same order and SKU takes its place.
with exception_decisions as (
    select
        *,
        {{ normalised_reference('order_reference') }} as order_name,
    from {{ ref('stg_reference__exception_decisions') }}
)

select
    concat_ws('|', company, channel, order_reference, sku, decision, decided_on) as decision_id,
    *,
    cast(lead(decided_on) over same_item as date) as replaced_on,
    coalesce(least(expires_on, lead(decided_on) over same_item - 1), expires_on) as stands_until,
from exception_decisions
window same_item as (
    partition by company, channel, order_name, sku order by decided_on, decision, order_reference
)
