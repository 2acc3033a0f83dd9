-- Grain: return line. Which tier speaks in each place of the money bridges (M10): a tier that the
-- contract does not have repeats the total beside it. A line without a contract has them all.
with lines as (
    select * from {{ ref('int_return_lines') }} where reading_id is null
),

tiers as (
    select
        return_line_id,
        company,
        channel,
        coalesce(amount_tolerance, 0) as amount_tolerance,
        not has_contract or channel_system is not null as has_channel,
        not has_contract or hub_system is not null as has_hub,
        not has_contract or (ledger_system is not null and ledger_posting is distinct from 'none')
            as has_ledger,
    from lines
)

select
    return_line_id,
    company,
    channel,
    amount_tolerance,
    case when has_channel then 'channel' when has_hub then 'hub' else 'ledger' end
        as channel_credited_tier,
    case when has_hub then 'hub' when has_channel then 'channel' else 'ledger' end
        as hub_credited_tier,
    case when has_ledger then 'ledger' when has_hub then 'hub' else 'channel' end
        as ledger_credited_tier,
    case when has_hub then 'hub' else 'channel' end as restored_cost_tier,
    case when has_ledger then 'ledger' when has_hub then 'hub' else 'channel' end
        as reversed_cost_tier,
from tiers
