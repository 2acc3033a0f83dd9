-- Grain: order × SKU that a decision wrote off, with the first day on which that holds and the last.
with exception_decisions as (
    select * from {{ ref('stg_reference__exception_decisions') }}
),

run as (
    select * from {{ ref('int_as_of') }}
)

select
    exception_decisions.company,
    exception_decisions.channel,
    {{ normalised_reference('exception_decisions.order_reference') }} as order_name,
    exception_decisions.sku,
    min(exception_decisions.decided_on) as decided_on,
    max(exception_decisions.expires_on) as expires_on,
from exception_decisions
cross join run
where
    exception_decisions.decision = 'written_off'
    and exception_decisions.decided_on <= run.as_of
group by all
