-- Grain: manual leg × return line, of now or of a past reading, whose gap it equals, sign included
-- (M5.6): by units, or for a journal by amount and the role of its account.
with manual_legs as (
    select
        *,
        case layer when 'financial' then base_net_amount when 'valuation' then cost_amount end
            as amount,
    from {{ ref('int_manual_legs') }}
    where not is_stock_event
),

gaps as (
    select * from {{ ref('int_manual_gaps') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
)

select distinct
    manual_legs.return_leg_id,
    lines.return_line_id,
from manual_legs
inner join lines
    on
        manual_legs.company = lines.company
        and coalesce(manual_legs.sku, lines.sku) is not distinct from lines.sku
inner join gaps
    on
        lines.return_line_id = gaps.return_line_id
        and manual_legs.layer = gaps.layer
        and coalesce(gaps.day, manual_legs.posted_date) = manual_legs.posted_date
where
    case
        when manual_legs.layer = 'inventory' then manual_legs.units = gaps.gap_units
        else abs(manual_legs.amount - gaps.gap_amount) <= gaps.tolerance_amount
    end
