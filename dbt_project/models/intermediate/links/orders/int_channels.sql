-- Grain: company × channel × contract row: where a channel's documents live while the row holds,
-- under which label and pattern, and by which terms they are linked. Before there is a return, whose
-- first leg decides (M9.6), a document's own date does.
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
    valid_from,
    valid_to,
from channel_contracts
