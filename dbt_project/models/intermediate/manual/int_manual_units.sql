-- Grain: return line with manual legs: what they account for (M5.6). Units of stock belong to the
-- inventory layer. A credit journal counts as its amount ÷ the sale's net unit price where that is
-- a whole number within tolerance, unless it stands in for the ledger's credit alone; value carries
-- no units.
with manual_legs as (
    select * from {{ ref('int_linked_legs') }}
    where return_line_id is not null and is_manual
),

lines as (
    select * from {{ ref('int_return_lines') }} where reading_id is null
),

ledger_credits as (
    select * from {{ ref('int_manual_gaps') }} where is_ledger_credit
),

counted_legs as (
    select
        manual_legs.return_line_id,
        manual_legs.layer,
        manual_legs.units,
        manual_legs.base_net_amount,
        ledger_credits.gap_amount,
        ledger_credits.tolerance_amount,
        case
            when manual_legs.layer <> 'financial' then 0
            when ledger_credits.return_line_id is not null then 0
            when
                abs(
                    round(manual_legs.base_net_amount / nullif(lines.sale_unit_price_amount, 0))
                    * lines.sale_unit_price_amount - manual_legs.base_net_amount
                ) <= coalesce(lines.amount_tolerance, 0)
                then round(manual_legs.base_net_amount / lines.sale_unit_price_amount)
            else 0
        end as credit_units,
    from manual_legs
    inner join lines on manual_legs.return_line_id = lines.return_line_id
    left join ledger_credits on manual_legs.return_line_id = ledger_credits.return_line_id
),

summed_legs as (
    select
        return_line_id,
        cast(coalesce(sum(credit_units), 0) as decimal(18, 4)) as manual_credit_units,
        cast(coalesce(sum(units) filter (layer = 'inventory'), 0) as decimal(18, 4))
            as manual_restock_units,
        coalesce(
            abs(sum(base_net_amount) filter (layer = 'financial') - max(gap_amount))
            <= max(tolerance_amount), false
        ) as has_manual_ledger_credit,
    from counted_legs
    group by all
)

select
    *,
    manual_credit_units + manual_restock_units as manual_units,
from summed_legs
