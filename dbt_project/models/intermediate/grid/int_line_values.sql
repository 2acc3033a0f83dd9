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
        units.ledger_cost_amount as reversed_cost_amount,
    from units
    inner join lines on units.return_line_id = lines.return_line_id
),

effects as (
    select
        *,
        {{ to_cents('(restored_units - expected_cost_units) * unit_cost_amount') }}
            as quantity_effect_amount,
        restored_cost_amount - expected_cost_amount
        - {{ to_cents('(restored_units - expected_cost_units) * unit_cost_amount') }}
            as rate_effect_amount,
        -- A tier answers for the value when it is of record or holds any.
        has_restored_cost or valuation_record = restoring_tier as is_restoring_compared,
        ledger_holds_cost or valuation_record = 'ledger' as is_ledger_compared,
        case when has_restored_cost then restored_cost_amount else expected_cost_amount end
            as cost_to_reverse_amount,
        case when has_restored_cost then restored_units else expected_cost_units end
            as units_to_reverse,
    from costs
)

select
    return_line_id,
    unit_cost_amount,
    cast(expected_cost_amount as decimal(18, 2)) as expected_cost_amount,
    cast(restored_cost_amount as decimal(18, 2)) as restored_cost_amount,
    cast(reversed_cost_amount as decimal(18, 2)) as reversed_cost_amount,
    cast(quantity_effect_amount as decimal(18, 2)) as quantity_effect_amount,
    cast(rate_effect_amount as decimal(18, 2)) as rate_effect_amount,
    cast(case when is_restoring_compared then restored_cost_amount - expected_cost_amount end
        as decimal(18, 2)) as restored_difference_amount,
    cast(case when is_ledger_compared then reversed_cost_amount - cost_to_reverse_amount end
        as decimal(18, 2)) as reversed_difference_amount,
    valuation_record <> 'none' and expected_cost_units > 0 and unit_cost_amount is null
        as is_cost_unknown,
    -- Put back at nothing is a difference, also where the cost is not known (M8.3).
    has_restored_cost
    and restored_units > 0
    and restored_cost_amount = 0
    and unit_cost_amount is distinct from 0
        as is_restored_at_zero,
    coalesce(
        (
            is_restoring_compared
            and (
                abs(rate_effect_amount) > cost_tolerance
                or restored_units > expected_cost_units
                or (valuation_record <> 'none' and restored_units <> expected_cost_units)
            )
        )
        or (
            is_ledger_compared
            and (
                abs(reversed_cost_amount - cost_to_reverse_amount) > cost_tolerance
                or ledger_valued_units <> units_to_reverse
            )
        ),
        false
    ) as has_value_difference,
from effects
