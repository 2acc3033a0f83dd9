-- Grain: return line. Which tier is the system of record of each layer, how many units must have
-- been credited, restocked and valued, and how many are (M6). Gaps are expected less actual in the
-- system of record; manual units are taken off them where a rule links manual legs.
with lines as (
    select * from {{ ref('int_return_lines') }}
),

tiers as (
    select * from {{ ref('int_line_tiers') }}
),

-- Without a contract the originating tier of each layer is its system of record (M5.1).
records as (
    select
        tiers.*,
        lines.goods_expected_back,
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
        greatest(channel_never_shipped_units, hub_never_shipped_units, ledger_never_shipped_units)
            as never_shipped_units,
        greatest(
            channel_nothing_to_reverse_units,
            hub_nothing_to_reverse_units,
            ledger_nothing_to_reverse_units
        ) as nothing_to_reverse_units,
        greatest(channel_kept_units, hub_kept_units, ledger_kept_units) as declared_kept_units,
        greatest(
            {%- for tier in ['channel', 'hub', 'ledger'] %}
            {{ tier }}_credited_units - {{ tier }}_credit_duplicate_units,
            {{ tier }}_restocked_units - {{ tier }}_restock_duplicate_units
            + {{ tier }}_kept_units + {{ tier }}_never_shipped_units
            {{- "," if not loop.last }}
            {%- endfor %}
        ) as returned_units,
    from tiers
    inner join lines on tiers.return_line_id = lines.return_line_id
),

recorded_units as (
    select
        *,
        {{ of_record('credited_units', 'financial_record') }} as credited_units,
        {{ of_record('credit_duplicate_units', 'financial_record') }} as credit_duplicate_units,
        {{ of_record('restocked_units', 'inventory_record') }} as restocked_units,
        {{ of_record('restock_duplicate_units', 'inventory_record') }} as restock_duplicate_units,
    from records
),

-- A valuation leg without units covers the cost units of the tier before it, else the restocks.
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
),

expected_units as (
    select
        *,
        {{ of_record('valued_units', 'valuation_record') }} as cost_reversed_units,
        case
            when goods_expected_back is false or inventory_record = 'none'
                then greatest(returned_units - never_shipped_units - restocked_units, 0)
            else greatest(
                least(
                    declared_kept_units, returned_units - never_shipped_units - restocked_units
                ), 0
            )
        end as kept_units,
    from valued_units
)

select
    *,
    returned_units - least(nothing_to_reverse_units, returned_units) as expected_credit_units,
    returned_units - kept_units - never_shipped_units as expected_restock_units,
    restocked_units as expected_cost_units,
    returned_units - least(nothing_to_reverse_units, returned_units) - credited_units
        as credit_gap_units,
    returned_units - kept_units - never_shipped_units - restocked_units as restock_gap_units,
    case
        when valuation_record = 'none' then 0 else restocked_units - cost_reversed_units
    end as cost_gap_units,
    greatest(channel_credited_units, hub_credited_units, ledger_credited_units)
        as largest_credited_units,
    greatest(channel_restocked_units, hub_restocked_units, ledger_restocked_units)
        as largest_restocked_units,
from expected_units
