-- Grain: return line × reading with manual legs: what they account for (M5.6). Units of stock belong
-- to the inventory layer. A credit journal counts as its amount ÷ the sale's net unit price where
-- that is a whole number within tolerance, unless it stands in for the ledger's credit alone; value
-- carries no units.
with manual_links as (
    select * from {{ ref('int_manual_links') }} where return_line_id is not null
),

manual_legs as (
    select * from {{ ref('int_manual_legs') }}
),

evaluations as (
    select * from {{ ref('int_line_evaluations') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

ledger_credits as (
    select * from {{ ref('int_manual_gaps') }} where is_ledger_credit
),

-- A leg that several lines share has units alone; an amount would stand on the first.
linked_legs as (
    select
        manual_links.return_line_id,
        manual_legs.layer,
        manual_links.units,
        case when manual_links.share_number = 1 then manual_legs.base_net_amount end
            as base_net_amount,
        lines.sale_unit_price_amount,
        coalesce(lines.amount_tolerance, 0) as amount_tolerance,
        ledger_credits.gap_amount,
        ledger_credits.tolerance_amount,
    from manual_links
    inner join manual_legs on manual_links.return_leg_id = manual_legs.return_leg_id
    inner join evaluations on manual_links.return_line_id = evaluations.return_line_id
    inner join lines on evaluations.grid_line_id = lines.return_line_id
    left join ledger_credits on lines.return_line_id = ledger_credits.return_line_id
),

counted_legs as (
    select
        *,
        case
            when layer <> 'financial' then 0
            when gap_amount is not null then 0
            when
                abs(
                    round(base_net_amount / nullif(sale_unit_price_amount, 0))
                    * sale_unit_price_amount - base_net_amount
                ) <= amount_tolerance
                then round(base_net_amount / sale_unit_price_amount)
            else 0
        end as credit_units,
    from linked_legs
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
