-- Grain: return line of now on which anything is lacking or differs, wherever and however old. Only
-- such a line can have been open on a day since its last leg; the others need no reading.
with lines as (
    select * from {{ ref('int_return_lines') }} where reading_id is null
),

units as (
    select * from {{ ref('int_line_units') }}
),

line_values as (
    select * from {{ ref('int_line_values') }}
),

amounts as (
    select * from {{ ref('int_line_amounts') }}
),

unmapped_orders as (
    select * from {{ ref('int_unmapped_orders') }}
),

-- A manual document may cover a gap, or cover one that is none any more.
suspect_lines as (
    select return_line_id
    from {{ ref('int_line_legs') }}
    where is_live and is_base_amount_unknown
    union all
    select return_line_id from {{ ref('int_manual_fits') }}
    union all
    select lines.return_line_id
    from lines
    inner join {{ ref('int_manual_names') }} as manual_names
        on lines.order_key = manual_names.order_key
    union all
    select return_line_id from {{ ref('int_line_amount_duplicates') }}
    union all
    select return_line_id from {{ ref('int_line_voids') }}
    union all
    select return_line_id from {{ ref('int_line_documents') }} where duplicate_units > 0
)

select
    lines.return_line_id,
    lines.order_key,
from lines
inner join units on lines.return_line_id = units.return_line_id
inner join line_values on lines.return_line_id = line_values.return_line_id
left join amounts on lines.return_line_id = amounts.return_line_id
left join unmapped_orders on lines.order_key = unmapped_orders.order_key
where
    not lines.has_contract
    or units.credit_gap_units <> 0
    or units.restock_gap_units <> 0
    or units.cost_gap_units <> 0
    {%- for tier in ['channel', 'hub', 'ledger'] %}
    or (lines.{{ tier }}_system is not null and not units.{{ tier }}_holds_credit)
    {%- endfor %}
    -- a ledger that credits some of the units lacks the rest
    or (
        units.ledger_has_credit_units
        and units.ledger_credited_units < least(units.credited_units, units.expected_credit_units)
    )
    or line_values.has_value_difference
    or line_values.is_restored_at_zero
    or line_values.is_cost_unknown
    or amounts.largest_difference_amount > coalesce(lines.amount_tolerance, 0)
    or unmapped_orders.order_key is not null
    or lines.return_line_id in (select return_line_id from suspect_lines)
