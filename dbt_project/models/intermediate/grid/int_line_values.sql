-- Grain: return line. What the sale took out of stock for the restocked units, what the hub
-- (without one: the channel) put back, and what the ledger reversed (M8.2, M8.3). The difference
-- splits exactly: expected cost is rounded once, the quantity effect once, the rate effect is the
-- rest. Later changes of a sold unit's cost are value restored, and no part of that split (M8.4).
with units as (
    select * from {{ ref('int_line_units') }}
),

lines as (
    select
        return_line_id,
        unit_cost_amount,
        coalesce(cost_tolerance, 0) as cost_tolerance,
        case when has_contract and hub_system is null then 'channel' else 'hub' end
            as restoring_tier,
    from {{ ref('int_return_lines') }}
),

costs as (
    select
        units.return_line_id,
        units.valuation_record,
        units.expected_cost_units,
        units.ledger_valued_units,
        units.ledger_holds_cost,
        units.ledger_cost_amount as reversed_cost_amount,
        lines.unit_cost_amount,
        lines.cost_tolerance,
        lines.restoring_tier,
        case
            when units.expected_cost_units = 0 then 0
            else {{ to_cents('units.expected_cost_units * lines.unit_cost_amount') }}
        end as expected_cost_amount,
        {%- for column, name in [
            ('cost_amount', 'reversal_cost_amount'),
            ('later_change_amount', 'later_change_amount'),
            ('valued_units', 'restored_units'),
            ('holds_cost', 'has_restored_cost'),
        ] %}
        case lines.restoring_tier when 'channel' then channel_{{ column }} else hub_{{ column }} end
            as {{ name }},
        {%- endfor %}
    from units
    inner join lines on units.return_line_id = lines.return_line_id
),

effects as (
    select
        *,
        reversal_cost_amount + later_change_amount as restored_cost_amount,
        case
            when expected_cost_amount is null then null
            when restored_units = expected_cost_units then 0
            else {{ to_cents('(restored_units - expected_cost_units) * unit_cost_amount') }}
        end as quantity_effect_amount,
        reversal_cost_amount - expected_cost_amount - quantity_effect_amount
            as rate_effect_amount,
        case when has_restored_cost then restored_cost_amount else expected_cost_amount end
            as cost_to_reverse_amount,
        case when has_restored_cost then restored_units else expected_cost_units end
            as units_to_reverse,
    from costs
),

-- Units that a system of record lacks or has too many of are its gap, in its days; of the others
-- the value is compared. Elsewhere what other units are worth is a difference like any other; one of
-- lacking units alone may still come in those days.
comparisons as (
    select
        *,
        case
            when not has_restored_cost then 0
            when valuation_record = restoring_tier then rate_effect_amount
            else rate_effect_amount + quantity_effect_amount
        end as restoring_difference_amount,
        case
            when not ledger_holds_cost then 0
            when valuation_record = 'ledger' and units_to_reverse > 0
                then reversed_cost_amount - {{ exact_share(
                    'cost_to_reverse_amount', 'ledger_valued_units', 'units_to_reverse', 2
                ) }}
            else reversed_cost_amount - cost_to_reverse_amount
        end as reversal_difference_amount,
        (has_restored_cost and restored_units > expected_cost_units)
        or (ledger_holds_cost and ledger_valued_units > expected_cost_units)
            as has_units_never_restocked,
    from effects
),

-- Nobody is held to a cost that nobody keeps; what is under the tolerance is no difference.
judged_differences as (
    select
        * exclude (
            restoring_difference_amount, reversal_difference_amount, later_change_amount
        ),
        later_change_amount as later_cost_change_amount,
        valuation_record <> 'none' as is_cost_kept,
        {%- for difference in [
            'restoring_difference_amount', 'reversal_difference_amount', 'later_change_amount'
        ] %}
        case
            when valuation_record <> 'none' and abs({{ difference }}) > cost_tolerance
                then {{ difference }}
            else 0
        end as {{ difference }},
        {%- endfor %}
    from comparisons
)

select
    return_line_id,
    unit_cost_amount,
    restored_units,
    -- amounts
    cast(expected_cost_amount as decimal(18, 2)) as expected_cost_amount,
    cast(restored_cost_amount as decimal(18, 2)) as restored_cost_amount,
    cast(reversed_cost_amount as decimal(18, 2)) as reversed_cost_amount,
    cast(quantity_effect_amount as decimal(18, 2)) as quantity_effect_amount,
    cast(rate_effect_amount as decimal(18, 2)) as rate_effect_amount,
    cast(later_cost_change_amount as decimal(18, 2)) as later_cost_change_amount,
    -- differences that count
    cast(later_change_amount as decimal(18, 2)) as later_difference_amount,
    cast(restoring_difference_amount as decimal(18, 2)) as restoring_difference_amount,
    cast(reversal_difference_amount as decimal(18, 2)) as reversal_difference_amount,
    -- flags
    is_cost_kept and expected_cost_units > 0 and unit_cost_amount is null
        as is_cost_unknown,
    -- Put back at nothing is a difference, also where the cost is not known (M8.3).
    is_cost_kept
    and has_restored_cost
    and restored_units > 0
    and reversal_cost_amount = 0
    and coalesce({{ to_cents('restored_units * unit_cost_amount') }} <> 0, true)
        as is_restored_at_zero,
    restoring_difference_amount <> 0
    or reversal_difference_amount <> 0
    or later_change_amount <> 0
    or (is_cost_kept and has_units_never_restocked)
        as has_value_difference,
    -- Units alone differ, and none are too many: their value may still come.
    restoring_difference_amount <> 0
    and abs(rate_effect_amount) <= cost_tolerance
    and reversal_difference_amount = 0
    and later_change_amount = 0
    and not has_units_never_restocked
        as is_restored_value_awaited,
from judged_differences
