-- Grain: company × channel. Where a channel's documents live, by its latest contract row: which
-- systems, which label, which pattern. Terms that may change (days, tolerances) stay on the row
-- that holds at a return's first leg (M9.6).
with channel_contracts as (
    select * from {{ ref('stg_reference__channel_contracts') }}
)

select
    company,
    channel,
    channel_system,
    channel_instance,
    source_name,
    hub_system,
    hub_instance,
    hub_source_channel,
    ledger_system,
    ledger_instance,
    ledger_posting,
    ledger_reference_pattern,
    amount_tolerance,
    price_only_below,
from channel_contracts
qualify row_number() over (partition by company, channel order by valid_from desc) = 1
