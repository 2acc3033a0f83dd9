-- Grain: return line. What the sale took out of stock for the restocked units, what the hub (without
-- one: the channel) put back, and what the ledger reversed (M8.2, M8.3). The difference splits
-- exactly: expected cost is rounded once, the quantity effect once, the rate effect is the rest.
with units as (
    select * from {{ ref('int_line_units') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

costs as (
    select
        units.*,
        lines.unit_cost_amount,
        coalesce(lines.cost_tolerance, 0) as cost_tolerance,
        case
            when units.expected_cost_units = 0 then 0
            else {{ to_cents('units.expected_cost_units * lines.unit_cost_amount') }}
        end as expected_cost_amount,
        case when lines.has_contract and lines.hub_system is null then channel_cost_amount
            else hub_cost_amount end as restored_cost_amount,
        case when lines.has_contract and lines.hub_system is null then channel_holds_cost
            else hub_holds_cost end as has_restored_cost,
        case when lines.has_contract and lines.hub_system is null then channel_valued_units
            else hub_valued_units end as restored_units,
        case when lines.has_contract and lines.hub_system is null then 'channel' else 'hub' end
            as restoring_tier,
        case
            when expected_cost_amount is null then null
            when restored_units = expected_cost_units then 0
            else {{ to_cents('(restored_units - expected_cost_units) * lines.unit_cost_amount') }}
        end as quantity_effect_amount,
        units.ledger_cost_amount as reversed_cost_amount,
    from units
    inner join lines on units.return_line_id = lines.return_line_id
),

effects as (
    select
        *,
        restored_cost_amount - expected_cost_amount - quantity_effect_amount
            as rate_effect_amount,
        case when has_restored_cost then restored_cost_amount else expected_cost_amount end
            as cost_to_reverse_amount,
        case when has_restored_cost then restored_units else expected_cost_units end
            as units_to_reverse,
    from costs
),

-- Units that a system of record still lacks are its gap, in its days; only the value of those that
-- it holds is compared. Elsewhere lacking units are a difference like any other.
compared_costs as (
    select
        *,
        case
            when
                valuation_record = 'ledger'
                and ledger_valued_units between 0 and units_to_reverse
                and units_to_reverse > 0
                then {{ exact_share(
                    'cost_to_reverse_amount', 'ledger_valued_units', 'units_to_reverse', 2
                ) }}
            else cost_to_reverse_amount
        end as comparable_cost_amount,
        has_restored_cost
        and (
            restored_units > expected_cost_units
            or (restored_units < expected_cost_units and valuation_record <> restoring_tier)
        ) as has_other_units,
    from effects
)

select
    return_line_id,
    unit_cost_amount,
    cast(expected_cost_amount as decimal(18, 2)) as expected_cost_amount,
    cast(restored_cost_amount as decimal(18, 2)) as restored_cost_amount,
    cast(reversed_cost_amount as decimal(18, 2)) as reversed_cost_amount,
    cast(quantity_effect_amount as decimal(18, 2)) as quantity_effect_amount,
    cast(rate_effect_amount as decimal(18, 2)) as rate_effect_amount,
    valuation_record <> 'none' and expected_cost_units > 0 and unit_cost_amount is null
        as is_cost_unknown,
    -- Put back at nothing is a difference, also where the cost is not known (M8.3).
    has_restored_cost
    and restored_units > 0
    and restored_cost_amount = 0
    and unit_cost_amount is distinct from 0
        as is_restored_at_zero,
    coalesce(
        abs(rate_effect_amount) > cost_tolerance and has_restored_cost, false
    )
    or has_other_units
    or coalesce(
        abs(reversed_cost_amount - comparable_cost_amount) > cost_tolerance and ledger_holds_cost,
        false
    ) as has_value_difference,
from compared_costs
