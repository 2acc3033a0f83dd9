{{ config(materialized='view') }}
-- Grain: return line. Which tier is the system of record of each layer, and what it holds. Without
-- a contract it is the layer's originating tier, the first that holds any (M5.1).
with lines as (
    select * from {{ ref('int_return_lines') }}
),

tiers as (
    select * from {{ ref('int_line_tiers') }}
),

records as (
    select
        tiers.*,
        coalesce(
            lines.financial_system_of_record,
            case
                when channel_holds_credit then 'channel'
                when hub_holds_credit then 'hub'
                when ledger_holds_credit then 'ledger'
                else 'channel'
            end
        ) as financial_record,
        coalesce(
            lines.inventory_system_of_record,
            case
                when channel_restocked_units <> 0 then 'channel'
                when hub_restocked_units <> 0 then 'hub'
                when ledger_restocked_units <> 0 then 'ledger'
                else 'none'
            end
        ) as inventory_record,
        coalesce(
            lines.valuation_system_of_record,
            case
                when channel_holds_cost then 'channel'
                when hub_holds_cost then 'hub'
                when ledger_holds_cost then 'ledger'
                else 'none'
            end
        ) as valuation_record,
    from tiers
    inner join lines on tiers.return_line_id = lines.return_line_id
),

recorded_units as (
    select
        *,
        {{ of_record('credited_units', 'financial_record') }} as credited_units,
        {{ of_record('revenue_amount', 'financial_record') }} as revenue_reversed_amount,
        {{ of_record('restocked_units', 'inventory_record') }} as restocked_units,
        {{ of_record('restock_duplicate_units', 'inventory_record') }} as restock_duplicate_units,
    from records
),

-- A cost without units covers the cost units of the tier before it, else the restocks (M8.3).
valued_units as (
    select
        * exclude (channel_valued_units, hub_valued_units, ledger_valued_units),
        case
            when channel_has_valued_units then channel_valued_units
            when channel_holds_cost then restocked_units
            else 0
        end as channel_valued_units,
        case
            when hub_has_valued_units then hub_valued_units
            when hub_holds_cost and channel_has_valued_units then channel_valued_units
            when hub_holds_cost then restocked_units
            else 0
        end as hub_valued_units,
        case
            when ledger_has_valued_units then ledger_valued_units
            when ledger_holds_cost and hub_has_valued_units then hub_valued_units
            when ledger_holds_cost and channel_has_valued_units then channel_valued_units
            when ledger_holds_cost then restocked_units
            else 0
        end as ledger_valued_units,
    from recorded_units
)

select
    *,
    {{ of_record('valued_units', 'valuation_record') }} as cost_reversed_units,
from valued_units
