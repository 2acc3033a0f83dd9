-- Grain: return line. How much of it is open, in units, revenue and cost, and for how long (M10):
-- unknown prices and costs add nothing.
with facts as (
    select * from {{ ref('int_line_facts') }}
),

persistence as (
    select * from {{ ref('int_line_persistence') }}
),

open_lines as (
    select
        facts.*,
        persistence.persistence in ('timing_open', 'permanent', 'undetermined') as is_open,
        persistence.age_days,
    from facts
    inner join persistence on facts.return_line_id = persistence.return_line_id
)

select
    return_line_id,
    is_open,
    case when is_open then age_days else 0 end as days_open,
    case when is_open then greatest(abs(credit_gap_units), abs(restock_gap_units)) else 0 end
        as open_units,
    cast(case when is_open then
        coalesce({{ to_cents('abs(credit_gap_units) * sale_unit_price_amount') }}, 0)
        + case when has_amount_difference then largest_difference_amount else 0 end
        + case when lacks_record_credit or lacks_ledger_credit
            then greatest(
                abs(channel_revenue_amount), abs(hub_revenue_amount), abs(ledger_revenue_amount)
            )
            else 0
        end
    else 0 end as decimal(18, 2)) as open_revenue_amount,
    cast(case when is_open then
        coalesce({{ to_cents(
            '(abs(restock_gap_units) + abs(cost_gap_units)) * unit_cost_amount'
        ) }}, 0)
        + case when has_any_value_difference
            then greatest(
                abs(coalesce(rate_effect_amount, restored_cost_amount)),
                case when ledger_holds_cost
                    then abs(reversed_cost_amount - restored_cost_amount) else 0
                end
            )
            else 0
        end
    else 0 end as decimal(18, 2)) as open_cost_amount,
from open_lines
