-- Grain: return line. How much of it is open, in units, revenue and cost, and for how long (M10).
-- Unknown prices and costs add nothing.
with facts as (
    select * from {{ ref('int_line_facts') }}
),

persistence as (
    select * from {{ ref('int_line_persistence') }}
),

stakes as (
    select
        facts.return_line_id,
        persistence.persistence in ('timing_open', 'permanent', 'undetermined') as is_open,
        persistence.age_days,
        greatest(abs(credit_gap_units), abs(restock_gap_units)) as units,
        -- revenue
        coalesce({{ to_cents('abs(credit_gap_units) * sale_unit_price_amount') }}, 0)
            as credit_gap_amount,
        case when has_amount_difference then largest_difference_amount else 0 end
            as difference_amount,
        case
            when lacks_record_credit then largest_revenue_amount
            when lacks_ledger_credit
                then abs(revenue_reversed_amount - ledger_revenue_amount)
            else 0
        end as lacking_credit_amount,
        -- cost
        coalesce(
            {{ to_cents('(abs(restock_gap_units) + abs(cost_gap_units)) * unit_cost_amount') }}, 0
        ) as cost_gap_amount,
        abs(restoring_difference_amount) + abs(reversal_difference_amount)
        + abs(later_difference_amount)
            as value_difference_amount,
    from facts
    inner join persistence on facts.return_line_id = persistence.return_line_id
)

select
    return_line_id,
    is_open,
    case when is_open then age_days else 0 end as days_open,
    case when is_open then units else 0 end as open_units,
    case when is_open then credit_gap_amount + difference_amount + lacking_credit_amount else 0 end
        as open_revenue_amount,
    case when is_open then cost_gap_amount + value_difference_amount else 0 end
        as open_cost_amount,
from stakes
