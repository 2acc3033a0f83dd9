-- Grain: return line. How many units were returned, how many of them must be credited, restocked
-- and valued, and what each layer lacks (M6). Gaps are expected less actual in the system of
-- record; manual units are taken off them where a rule links manual legs.
with records as (
    select * from {{ ref('int_line_records') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

declared_units as (
    select
        records.*,
        lines.goods_expected_back is false
        or lines.inventory_system_of_record = 'none' as is_all_kept,
        {%- for units in ['never_shipped_units', 'nothing_to_reverse_units'] %}
        greatest(channel_{{ units }}, hub_{{ units }}, ledger_{{ units }}) as {{ units }},
        {%- endfor %}
        greatest(channel_kept_units, hub_kept_units, ledger_kept_units) as declared_kept_units,
        greatest(
            {%- for tier in ['channel', 'hub', 'ledger'] %}
            {{ tier }}_credited_units - {{ tier }}_credit_duplicate_units,
            {{ tier }}_restocked_units - {{ tier }}_restock_duplicate_units
            + {{ tier }}_kept_units + {{ tier }}_never_shipped_units
            {{- "," if not loop.last }}
            {%- endfor %}
        ) as returned_units,
    from records
    inner join lines on records.return_line_id = lines.return_line_id
),

-- What the hub voided or never shipped has nothing to reverse in hub and ledger; a channel that
-- refunded it was right to (M4.5).
reversible_units as (
    select
        *,
        greatest(returned_units - nothing_to_reverse_units, 0) as reversible_units,
        greatest(returned_units - never_shipped_units - restocked_units, 0) as unreturned_units,
    from declared_units
),

expected_units as (
    select
        *,
        case when financial_record = 'channel' then returned_units else reversible_units end
            as expected_credit_units,
        case
            when is_all_kept then unreturned_units
            else least(declared_kept_units, unreturned_units)
        end as kept_units,
    from reversible_units
)

select
    * exclude (unreturned_units, is_all_kept),
    returned_units - kept_units - never_shipped_units as expected_restock_units,
    restocked_units as expected_cost_units,
    -- gaps
    expected_credit_units - credited_units as credit_gap_units,
    returned_units - kept_units - never_shipped_units - restocked_units as restock_gap_units,
    case
        when valuation_record = 'none' then 0 else restocked_units - cost_reversed_units
    end as cost_gap_units,
    -- over all tiers
    greatest(channel_credited_units, hub_credited_units, ledger_credited_units)
        as largest_credited_units,
    greatest(channel_restocked_units, hub_restocked_units, ledger_restocked_units)
        as largest_restocked_units,
    channel_holds_credit or hub_holds_credit or ledger_holds_credit as is_credited_anywhere,
from expected_units
