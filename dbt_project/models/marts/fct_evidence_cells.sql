-- Grain: return line × tier × layer, all nine cells (M1): what should be there, what is, and
-- whether they agree.
with cells as (
    select * from {{ ref('int_line_cells') }}
),

facts as (
    select * from {{ ref('int_line_facts') }} where reading_id is null
),

silent_cells as (
    select * from {{ ref('int_silent_cells') }}
),

described_cells as (
    select
        cells.return_line_id,
        cells.tier,
        cells.layer,
        cells.tier = case cells.layer
            when 'financial' then facts.financial_record
            when 'inventory' then facts.inventory_record
            else facts.valuation_record
        end as is_system_of_record,
        case cells.layer
            when 'financial' then facts.expected_credit_units
            when 'inventory' then facts.expected_restock_units
            else facts.expected_cost_units
        end as expected_units,
        case cells.layer
            when 'valuation' then {{ of_record('valued_units', 'cells.tier') }}
            else cells.units
        end as found_units,
        case cells.layer
            when 'financial' then cells.revenue_amount
            when 'valuation' then cells.cost_amount
            else 0
        end as found_amount,
        case cells.layer
            when 'financial' then cells.units <> 0 or cells.revenue_amount <> 0
            when 'inventory' then cells.units <> 0
            else cells.has_cost
        end as is_found,
        cells.has_units or cells.layer <> 'financial' as is_by_units,
        cells.document_numbers,
        cells.first_posted_date,
        cells.last_posted_date,
        cells.layer = 'financial'
        and facts.largest_credited_units = 0
        and facts.is_credited_anywhere as is_credit_by_amount,
        -- The ledger must hold the credit as well, where the contract posts to it (M6).
        cells.layer = 'financial'
        and cells.tier = 'ledger'
        and facts.ledger_system is not null
        and coalesce(facts.ledger_posting, 'none') <> 'none'
        and facts.has_contract
        and (facts.reversible_units > 0 or is_credit_by_amount) as is_ledger_credit,
        -- The channel rightly refunds what the hub never shipped and need not reverse.
        case
            when cells.layer = 'financial' and cells.tier = 'channel' then facts.returned_units
            else expected_units
        end as owed_units,
        (cells.layer = 'financial' and facts.has_amount_difference)
        or (cells.layer = 'valuation' and facts.has_any_value_difference) as has_difference,
        silent_cells.return_line_id is not null as is_silent,
    from cells
    inner join facts on cells.return_line_id = facts.return_line_id
    left join silent_cells
        on
            cells.return_line_id = silent_cells.return_line_id
            and cells.tier = silent_cells.tier
            and cells.layer = silent_cells.layer
),

expected_cells as (
    select
        *,
        (is_system_of_record and (expected_units <> 0 or is_credit_by_amount))
        or is_ledger_credit as is_expected,
    from described_cells
),

evidence_cells as (
    select
        *,
        case
            when is_silent then 'silent'
            when not is_expected and not is_found then 'not_expected'
            when not is_found then 'missing'
            when is_by_units and found_units < expected_units then 'missing'
            when is_by_units and found_units > owed_units then 'surplus'
            when has_difference then 'differs'
            else 'agrees'
        end as verdict,
    from expected_cells
)

{{ select_contract('evidence_cells') }}
