{{ config(materialized='view') }}
-- Grain: return line × step of a money bridge: its difference by cause (M10). Units that the next
-- tier lacks, at the earlier tier's own price; units that only it has, at its own; and for the units
-- that both hold: what the exchange rate did, what is under the tolerance, and the rest.
with steps as (
    select * from {{ ref('int_bridge_steps') }}
),

bridge_tiers as (
    select return_line_id, amount_tolerance from {{ ref('int_bridge_tiers') }}
),

-- A tier that holds amounts without units is taken to hold the units of the other.
unit_differences as (
    select
        *,
        earlier_holds and later_holds as is_held_by_both,
        earlier_units > 0 and later_units > 0 and earlier_units > later_units as has_lacking_units,
        earlier_units > 0 and later_units > 0 and later_units > earlier_units as has_extra_units,
    from steps
),

separated_amounts as (
    select
        *,
        case
            when not later_holds then earlier_amount
            when earlier_holds and has_lacking_units
                then {{ exact_share(
                    'earlier_amount', '(earlier_units - later_units)', 'earlier_units', 2
                ) }}
            else 0
        end as lacking_amount,
        case
            when not earlier_holds then later_amount
            when later_holds and has_extra_units
                then {{ exact_share(
                    'later_amount', '(later_units - earlier_units)', 'later_units', 2
                ) }}
            else 0
        end as extra_amount,
        {%- for side, condition, part in [
            ('earlier', 'has_lacking_units', 'later_units'),
            ('later', 'has_extra_units', 'earlier_units'),
        ] %}
        case
            when {{ condition }}
                then {{ exact_share(
                    side ~ '_transaction_amount', part, side ~ '_units', 2
                ) }}
            else {{ side }}_transaction_amount
        end as common_{{ side }}_transaction_amount,
        {%- endfor %}
    from unit_differences
),

common_differences as (
    select
        *,
        case
            when is_held_by_both
                then (later_amount - extra_amount) - (earlier_amount - lacking_amount)
            else 0
        end as base_difference_amount,
        case
            when bridge = 'valuation' or earlier_currency is distinct from later_currency then null
            when earlier_amount - lacking_amount = common_earlier_transaction_amount
                then common_later_transaction_amount - common_earlier_transaction_amount
            else {{ to_cents(
                "(common_later_transaction_amount - common_earlier_transaction_amount)"
                ~ " * (earlier_amount - lacking_amount)"
                ~ " / nullif(common_earlier_transaction_amount, 0)"
            ) }}
        end as transaction_difference_amount,
    from separated_amounts
),

split_differences as (
    select
        *,
        case
            when not is_held_by_both then 0
            else coalesce(transaction_difference_amount, base_difference_amount)
        end as amount_difference_amount,
    from common_differences
)

select
    split_differences.* exclude (
        transaction_difference_amount, amount_difference_amount, base_difference_amount
    ),
    base_difference_amount - amount_difference_amount as fx_amount,
    case
        when bridge = 'revenue' and abs(amount_difference_amount) <= bridge_tiers.amount_tolerance
            then amount_difference_amount
        else 0
    end as rounding_amount,
    case
        when bridge = 'revenue' and abs(amount_difference_amount) <= bridge_tiers.amount_tolerance
            then 0
        else amount_difference_amount
    end as difference_amount,
from split_differences
inner join bridge_tiers on split_differences.return_line_id = bridge_tiers.return_line_id
