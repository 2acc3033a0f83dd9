-- Grain: return line × reading (int_line_evaluations). The facts that the patterns are made of, one
-- name each (M7): who lacks a credit that it must hold, who holds more than the system of record,
-- where something stands twice or is voided on one side alone.
with evaluations as (
    select * from {{ ref('int_line_evaluations') }}
),

units as (
    select * from {{ ref('int_line_gaps') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

amounts as (
    select * from {{ ref('int_line_amounts') }}
),

amount_duplicates as (
    select distinct return_line_id from {{ ref('int_line_amount_duplicates') }}
),

voids as (
    select distinct return_line_id from {{ ref('int_line_voids') }}
),

line_values as (
    select * from {{ ref('int_line_values') }}
),

leg_facts as (
    select * from {{ ref('int_line_leg_facts') }}
),

uncovered_credits as (
    select * from {{ ref('int_uncovered_credits') }}
),

joined_lines as (
    select
        evaluations.*,
        units.* exclude (return_line_id),
        lines.* exclude (
            return_line_id, reading_id, goods_expected_back, unit_cost_amount, amount_tolerance
        ),
        coalesce(lines.amount_tolerance, 0) as amount_tolerance,
        coalesce(amounts.largest_difference_amount, 0) as largest_difference_amount,
        coalesce(amounts.fx_difference_amount, 0) as fx_difference_amount,
        line_values.* exclude (return_line_id),
        leg_facts.* exclude (return_line_id),
        amount_duplicates.return_line_id is not null as has_amount_duplicate,
        voids.return_line_id is not null as has_void_difference,
        case financial_record
            when 'channel' then channel_holds_credit
            when 'hub' then hub_holds_credit
            when 'ledger' then ledger_holds_credit
        end as record_holds_credit,
        greatest(
            abs(channel_revenue_amount), abs(hub_revenue_amount), abs(ledger_revenue_amount)
        ) as largest_revenue_amount,
        -- A consolidated posting has its days, the third after or the month's last (M5.5), from
        -- the first credit that none covers.
        coalesce(
            uncovered_credits.first_uncovered_credit_date, units.first_record_credit_date
        ) as ledger_from_date,
        case
            when ledger_posting = 'month' then last_day(ledger_from_date)
            when ledger_posting in ('day', 'payout') then ledger_from_date + 3
            else ledger_from_date
        end as ledger_due_date,
    from evaluations
    inner join units on evaluations.return_line_id = units.return_line_id
    inner join lines on evaluations.grid_line_id = lines.return_line_id
    left join amounts on evaluations.grid_line_id = amounts.return_line_id
    left join amount_duplicates
        on evaluations.grid_line_id = amount_duplicates.return_line_id
    left join voids on evaluations.grid_line_id = voids.return_line_id
    left join uncovered_credits
        on evaluations.grid_line_id = uncovered_credits.return_line_id
    inner join line_values on evaluations.grid_line_id = line_values.return_line_id
    inner join leg_facts on evaluations.grid_line_id = leg_facts.return_line_id
)

select
    *,
    -- A credit by amount alone that the system of record lacks; by units the credit gap says it.
    largest_credited_units = 0 and is_credited_anywhere and not record_holds_credit
        as lacks_record_credit,
    record_holds_credit
    and (
        not ledger_holds_credit
        -- It holds the credit of some of the units alone.
        or (
            ledger_has_credit_units
            and ledger_credited_units < least(credited_units, expected_credit_units)
        )
    )
    and ledger_system is not null
    and coalesce(ledger_posting, 'none') <> 'none'
    and (reversible_units > 0 or largest_credited_units = 0)
    and (ledger_posting = 'document' or evaluated_on > ledger_due_date)
        as lacks_ledger_credit,
    greatest(
        {%- for tier in ['channel', 'hub', 'ledger'] %}
        least({{ tier }}_credited_units, expected_credit_units){{ "," if not loop.last }}
        {%- endfor %}
    ) > greatest(credited_units, 0) as is_credited_elsewhere,
    inventory_record <> 'none'
    and greatest(
        {%- for tier in ['channel', 'hub', 'ledger'] %}
        least({{ tier }}_restocked_units, expected_restock_units){{ "," if not loop.last }}
        {%- endfor %}
    ) > greatest(restocked_units, 0) as is_restocked_elsewhere,
    -- A cost of 0.00 counts no units here: there is nothing to post.
    valuation_record <> 'none'
    and greatest(
        {%- for tier in ['channel', 'hub', 'ledger'] %}
        case when {{ tier }}_cost_amount = 0 then 0
            else least({{ tier }}_valued_units, expected_cost_units) end
        {{- "," if not loop.last }}
        {%- endfor %}
    ) > greatest(cost_reversed_units, 0) as is_valued_elsewhere,
    has_amount_duplicate
    or channel_credit_duplicate_units + hub_credit_duplicate_units + ledger_credit_duplicate_units
    > 0 as has_duplicate_credit,
    channel_restock_duplicate_units + hub_restock_duplicate_units + ledger_restock_duplicate_units
    > 0 as has_duplicate_restock,
    channel_cost_duplicate_units + hub_cost_duplicate_units + ledger_cost_duplicate_units
    > 0 as has_duplicate_cost,
    largest_difference_amount > amount_tolerance as has_amount_difference,
    has_value_difference or is_restored_at_zero as has_any_value_difference,
from joined_lines
