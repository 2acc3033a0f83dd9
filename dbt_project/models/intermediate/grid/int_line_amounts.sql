-- Grain: return line that two tiers credit. Net revenue reversed compared between neighbouring
-- tiers for the units that both hold (M8.1): in the transaction's currency where it is the same,
-- the rest of the base difference being FX; else in base currency, all of it a difference.
with units as (
    select * from {{ ref('int_line_units') }}
),

-- A tier that does not hold the credit is no neighbour: the next that does stands in its place.
pairs as (
    {%- for earlier, later, condition in [
        ('channel', 'hub', ''),
        ('hub', 'ledger', ''),
        ('channel', 'ledger', 'and not hub_holds_credit'),
    ] %}
    select
        return_line_id,
        '{{ earlier }}' as earlier_tier,
        '{{ later }}' as later_tier,
        coalesce({{ earlier }}_currency = {{ later }}_currency, false) as is_same_currency,
        {{ earlier }}_has_credit_units and {{ later }}_has_credit_units as is_by_units,
        {{ earlier }}_credited_units as earlier_units,
        {{ later }}_credited_units as later_units,
        {{ earlier }}_revenue_amount as earlier_amount,
        {{ later }}_revenue_amount as later_amount,
        {{ earlier }}_transaction_amount as earlier_transaction_amount,
        {{ later }}_transaction_amount as later_transaction_amount,
    from units
    where {{ earlier }}_holds_credit and {{ later }}_holds_credit {{ condition }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

-- Where a side has no units, whole amounts are compared; where no unit is on both sides, none.
common_units as (
    select
        *,
        case
            when abs(earlier_units) < abs(later_units) then earlier_units else later_units
        end as common_units,
    from pairs
    where not is_by_units or sign(earlier_units) * sign(later_units) > 0
),

common_amounts as (
    select
        *,
        {%- for side in ['earlier', 'later'] %}
        {%- for amount in ['amount', 'transaction_amount'] %}
        case
            when not is_by_units then {{ side }}_{{ amount }}
            else {{ exact_share(side ~ '_' ~ amount, 'common_units', side ~ '_units', 2) }}
        end as common_{{ side }}_{{ amount }},
        {%- endfor %}
        {%- endfor %}
    from common_units
),

-- A difference of transaction amounts is worth what the earlier tier's rate says.
differences as (
    select
        *,
        common_later_amount - common_earlier_amount as base_difference_amount,
        case
            when not is_same_currency or common_earlier_transaction_amount = 0
                then common_later_amount - common_earlier_amount
            else {{ exact_share(
                '(common_later_transaction_amount - common_earlier_transaction_amount)',
                'common_earlier_amount', 'common_earlier_transaction_amount', 2
            ) }}
        end as amount_difference_amount,
    from common_amounts
),

summed_differences as (
    select
        *,
        sum(base_difference_amount - amount_difference_amount) over (partition by return_line_id)
            as fx_difference_amount,
    from differences
)

select
    return_line_id,
    earlier_tier,
    later_tier,
    cast(amount_difference_amount as decimal(18, 2)) as correction_amount,
    cast(abs(amount_difference_amount) as decimal(18, 2)) as largest_difference_amount,
    cast(fx_difference_amount as decimal(18, 2)) as fx_difference_amount,
from summed_differences
qualify row_number() over (
    partition by return_line_id order by abs(amount_difference_amount) desc, earlier_tier
) = 1
