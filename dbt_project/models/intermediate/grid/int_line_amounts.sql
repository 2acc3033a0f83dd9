-- Grain: return line. Net revenue reversed compared between neighbouring tiers that both hold the
-- credit, for the units that both hold (M8.1): in the transaction's currency where it is the same,
-- the rest of the base difference being FX; else in base currency, all of it a difference.
with units as (
    select * from {{ ref('int_line_units') }}
),

-- A tier that does not hold the credit is no neighbour: the next that does stands in its place.
pairs as (
    {%- for earlier, later, condition in [
        ('channel', 'hub', 'true'),
        ('hub', 'ledger', 'true'),
        ('channel', 'ledger', 'not hub_holds_credit'),
    ] %}
    select
        return_line_id,
        '{{ earlier }}' as earlier_tier,
        '{{ later }}' as later_tier,
        {{ earlier }}_currency is not null and {{ earlier }}_currency = {{ later }}_currency
            as is_same_currency,
        -- Without units on either side the whole amounts are compared.
        case
            when {{ earlier }}_credited_units > 0 and {{ later }}_credited_units > 0
                then least({{ earlier }}_credited_units, {{ later }}_credited_units)
        end as common_units,
        {{ earlier }}_credited_units as earlier_units,
        {{ later }}_credited_units as later_units,
        {{ earlier }}_revenue_amount as earlier_amount,
        {{ later }}_revenue_amount as later_amount,
        {{ earlier }}_transaction_amount as earlier_transaction_amount,
        {{ later }}_transaction_amount as later_transaction_amount,
    from units
    where {{ earlier }}_holds_credit and {{ later }}_holds_credit and {{ condition }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

common_amounts as (
    select
        *,
        {%- for side in ['earlier', 'later'] %}
        {%- for amount in ['amount', 'transaction_amount'] %}
        case
            when common_units is null then {{ side }}_{{ amount }}
            else {{ exact_share(side ~ '_' ~ amount, 'common_units', side ~ '_units', 2) }}
        end as common_{{ side }}_{{ amount }},
        {%- endfor %}
        {%- endfor %}
    from pairs
),

differences as (
    select
        *,
        common_later_amount - common_earlier_amount as base_difference_amount,
        case
            when not is_same_currency then common_later_amount - common_earlier_amount
            when common_earlier_amount = common_earlier_transaction_amount
                then common_later_transaction_amount - common_earlier_transaction_amount
            else {{ to_cents(
                "(common_later_transaction_amount - common_earlier_transaction_amount)"
                ~ " * common_earlier_amount / nullif(common_earlier_transaction_amount, 0)"
            ) }}
        end as amount_difference_amount,
    from common_amounts
)

select
    return_line_id,
    cast(max(abs(amount_difference_amount)) as decimal(18, 2)) as largest_difference_amount,
    cast(sum(base_difference_amount - amount_difference_amount) as decimal(18, 2))
        as fx_difference_amount,
from differences
group by all
