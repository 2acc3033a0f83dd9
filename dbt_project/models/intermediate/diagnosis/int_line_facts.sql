-- Grain: return line. The facts that the patterns are made of, one name each (M7): who lacks a
-- credit that it must hold, who holds more than the system of record, where something stands twice
-- or is voided on one side alone.
with units as (
    select * from {{ ref('int_line_units') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

amounts as (
    select * from {{ ref('int_line_amounts') }}
),

line_values as (
    select * from {{ ref('int_line_values') }}
),

leg_facts as (
    select
        coalesce(return_line_id, context_line_id) as return_line_id,
        count(*) filter (is_live and return_line_id is not null) as live_legs_count,
        count(*) filter (
            not is_excluded and not is_voided and not is_posted and return_line_id is not null
        ) as pending_legs_count,
        coalesce(bool_or(is_base_amount_unknown and is_live), false) as has_unknown_base_amount,
        -- A leg dated in a signed period and recorded after that period's first sign-off.
        coalesce(bool_or(
            (is_posted or is_voided)
            and recorded_at_basis in ('created', 'modified')
            and recorded_at > first_signed_at
        ), false) as is_recorded_after_signoff,
        coalesce(bool_or((is_posted or is_voided) and first_signed_at is not null), false)
            as is_in_signed_period,
    from {{ ref('int_line_legs') }}
    where leg_kind <> 'cash' and not is_batch
    group by all
),

joined_lines as (
    select
        units.*,
        lines.* exclude (return_line_id, goods_expected_back, unit_cost_amount),
        coalesce(amounts.largest_difference_amount, 0) as largest_difference_amount,
        coalesce(amounts.fx_difference_amount, 0) as fx_difference_amount,
        line_values.* exclude (return_line_id),
        leg_facts.* exclude (return_line_id),
        case financial_record
            when 'channel' then channel_holds_credit
            when 'hub' then hub_holds_credit
            when 'ledger' then ledger_holds_credit
        end as record_holds_credit,
    from units
    inner join lines on units.return_line_id = lines.return_line_id
    left join amounts on units.return_line_id = amounts.return_line_id
    inner join line_values on units.return_line_id = line_values.return_line_id
    inner join leg_facts on units.return_line_id = leg_facts.return_line_id
)

select
    *,
    -- A credit by amount alone that the system of record lacks; by units the credit gap says it.
    largest_credited_units = 0
    and (channel_holds_credit or hub_holds_credit or ledger_holds_credit)
    and not record_holds_credit
        as lacks_record_credit,
    record_holds_credit
    and financial_record <> 'ledger'
    and not ledger_holds_credit
    and ledger_system is not null
    and ledger_posting <> 'none'
    and (expected_credit_units > 0 or largest_credited_units = 0)
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
    (
        {%- for tier in ['channel', 'hub', 'ledger'] %}
        {{ tier }}_credit_duplicate_units > 0
        or {{ tier }}_restock_duplicate_units > 0
        or {{ tier }}_cost_duplicate_units > 0
        {{- " or" if not loop.last }}
        {%- endfor %}
    ) as has_duplicate,
    (
        {%- for tier in ['channel', 'hub', 'ledger'] %}
        ({{ tier }}_has_voided_credit and (
            {{ tier }}_credited_units < largest_credited_units
            or (
                largest_credited_units = 0
                and not {{ tier }}_holds_credit
                and (channel_holds_credit or hub_holds_credit or ledger_holds_credit)
            )
        ))
        or ({{ tier }}_has_voided_restock and {{ tier }}_restocked_units < largest_restocked_units)
        or ({{ tier }}_has_voided_cost and {{ tier }}_valued_units < greatest(
            channel_valued_units, hub_valued_units, ledger_valued_units
        ))
        {{- " or" if not loop.last }}
        {%- endfor %}
    ) as has_void_difference,
    largest_difference_amount > coalesce(amount_tolerance, 0) as has_amount_difference,
    has_value_difference or is_restored_at_zero as has_any_value_difference,
from joined_lines
