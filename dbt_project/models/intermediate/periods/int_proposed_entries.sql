-- Grain: return line of permanent difference × what it asks for: the document to make, in which
-- tier, and the amount that it moves between two account roles, positive from the credit to the
-- debit role. A document without roles moves no account by itself; a credit note's other side is
-- the system's own. An amount that cannot be known is null and says why: nothing is guessed.
with facts as (
    select * from {{ ref('int_line_facts') }} where reading_id is null
),

steps as (
    select * from {{ ref('int_line_steps') }}
),

persistence as (
    select * from {{ ref('int_line_persistence') }}
    where persistence = 'permanent'
),

diagnoses as (
    select return_line_id, diagnosis from {{ ref('int_line_diagnoses') }}
),

-- Companies that book returns on an account of their own.
returns_accounts as (
    select distinct company from {{ ref('stg_reference__account_roles') }}
    where role = 'sales_returns'
),

permanent_lines as (
    select
        facts.*,
        steps.* exclude (return_line_id),
        persistence.* exclude (return_line_id),
        diagnoses.diagnosis,
        case when facts.hub_system is null then 'channel' else 'hub' end as restoring_tier,
        case when returns_accounts.company is null then 'revenue' else 'sales_returns' end
            as returns_role,
        -- What the hub should have put back, and the ledger reversed, for the units that each has
        -- and should have; units that the system of record lacks are its gap.
        {{ to_cents(
            "case when valuation_record = restoring_tier"
            " then least(restored_units, expected_cost_units) else expected_cost_units end"
            " * unit_cost_amount"
        ) }} - restored_cost_amount as restoring_correction_amount,
        {{ to_cents('least(ledger_valued_units, expected_cost_units) * unit_cost_amount') }}
        - reversed_cost_amount as reversal_correction_amount,
    from facts
    inner join persistence on facts.return_line_id = persistence.return_line_id
    inner join steps on facts.return_line_id = steps.return_line_id
    inner join diagnoses on facts.return_line_id = diagnoses.return_line_id
    left join returns_accounts on facts.company = returns_accounts.company
),

proposals as (
    {#- proposal, layer, when it holds, tier, units, amount, debit role, credit role #}
    {%- for proposal, layer, condition, tier, units, amount, debit, credit in [
        ('duplicate_credit', 'financial', 'has_duplicate_credit',
            'duplicate_credit_tier',
            none, none, none, none),
        ('duplicate_restock', 'inventory', 'has_duplicate_restock',
            'duplicate_restock_tier',
            none, none, none, none),
        ('duplicate_cost', 'valuation', 'has_duplicate_cost',
            'duplicate_cost_tier',
            none, none, none, none),
        ('missing_credit', 'financial', 'credit_gap_units > 0 and is_credit_overdue',
            'financial_record', 'credit_gap_units',
            'credit_gap_units * sale_unit_price_amount', 'returns_role', none),
        ('missing_credit_amount', 'financial', 'lacks_record_credit and is_credit_overdue',
            'financial_record', none,
            'largest_revenue_amount', 'returns_role', none),
        ('missing_ledger_credit', 'financial', 'is_ledger_credit_overdue',
            "'ledger'", 'lacking_ledger_units',
            'revenue_reversed_amount', 'returns_role', none),
        ('excess_credit', 'financial', 'credit_gap_units < 0 and not has_duplicate_credit',
            'financial_record', '-credit_gap_units',
            'credit_gap_units * sale_unit_price_amount', 'returns_role', none),
        ('other_credit_amount', 'financial', 'has_amount_difference',
            'later_tier', none,
            '-correction_amount', 'returns_role', none),
        ('missing_restock', 'inventory', 'restock_gap_units > 0 and is_restock_overdue',
            'inventory_record', 'restock_gap_units', none, none, none),
        ('excess_restock', 'inventory', 'restock_gap_units < 0 and not has_duplicate_restock',
            'inventory_record', '-restock_gap_units',
            none, none, none),
        ('missing_cost', 'valuation', 'cost_gap_units > 0 and is_cost_overdue',
            'valuation_record', 'cost_gap_units',
            'cost_gap_units * unit_cost_amount', "'inventory_asset'", "'cogs'"),
        ('other_restored_value', 'valuation',
            'has_any_value_difference and restoring_correction_amount is distinct from 0',
            'restoring_tier', none,
            'restoring_correction_amount', "'inventory_asset'", none),
        ('other_reversed_value', 'valuation',
            'has_any_value_difference and ledger_holds_cost'
            ' and reversal_correction_amount is distinct from 0',
            "'ledger'", none,
            'reversal_correction_amount', "'inventory_asset'", "'cogs'"),
    ] %}
    select
        *,
        '{{ proposal }}' as proposal,
        '{{ layer }}' as layer,
        {{ tier }} as tier,
        cast({{ units or 'null' }} as decimal(18, 4)) as units,
        {{ to_cents(amount) if amount else 'cast(null as decimal(18, 2))' }} as amount,
        {{ debit or 'cast(null as varchar)' }} as debit_role,
        {{ credit or 'cast(null as varchar)' }} as credit_role,
    from permanent_lines
    where {{ condition }} and voided_layer is distinct from '{{ layer }}'
    union all
    {%- endfor %}
    -- Which of the two is right, a person has to say first.
    select
        *,
        'voided_in_one_system' as proposal,
        voided_layer as layer,
        voided_tier as tier,
        null as units,
        null as amount,
        null as debit_role,
        null as credit_role,
    from permanent_lines
    where has_void_difference
),

all_lines as (
    select * from proposals
    union all
    select
        permanent_lines.*,
        'no_proposal' as proposal,
        null as layer,
        null as tier,
        null as units,
        null as amount,
        null as debit_role,
        null as credit_role,
    from permanent_lines
    where return_line_id not in (select proposals.return_line_id from proposals)
)

select
    return_line_id,
    return_id,
    company,
    channel,
    order_reference,
    sku,
    diagnosis,
    proposal,
    tier,
    case tier
        when 'channel' then channel_system when 'hub' then hub_system
        when 'ledger' then ledger_system
    end as source_system,
    case tier
        when 'channel' then channel_instance when 'hub' then hub_instance
        when 'ledger' then ledger_instance
    end as source_instance,
    units,
    amount,
    debit_role,
    credit_role,
    case
        when debit_role is null or amount is not null then null
        when layer = 'financial' then 'the net price of the sale is not known'
        else 'the cost of the sale is not known'
    end as why_not,
from all_lines
