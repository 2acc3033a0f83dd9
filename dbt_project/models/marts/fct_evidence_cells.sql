-- Grain: return line × tier × layer, all nine cells (M1): what should be there, what is, and whether
-- they agree.
with cells as (
    select * from {{ ref('int_line_cells') }}
),

facts as (
    select * from {{ ref('int_line_facts') }}
),

silent_cells as (
    select * from {{ ref('int_silent_cells') }}
),

compared_cells as (
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
        end as layer_expected_units,
        -- The ledger must hold the credit as well, where the contract posts to it (M6).
        cells.layer = 'financial'
        and cells.tier = 'ledger'
        and facts.ledger_system is not null
        and facts.ledger_posting is distinct from 'none'
        and facts.has_contract as is_ledger_credit,
        case
            when cells.layer = 'valuation' and cells.tier = 'channel' then facts.channel_valued_units
            when cells.layer = 'valuation' and cells.tier = 'hub' then facts.hub_valued_units
            when cells.layer = 'valuation' then facts.ledger_valued_units
            else cells.units
        end as found_units,
        case cells.layer
            when 'financial' then cells.revenue_amount
            when 'valuation' then cells.cost_amount
            else 0
        end as found_amount,
        case cells.layer
            when 'financial' then cells.has_units or cells.has_revenue
            when 'valuation' then cells.has_cost
            else cells.has_units
        end as is_found,
        cells.layer = 'financial'
        and facts.largest_credited_units = 0
        and (facts.channel_holds_credit or facts.hub_holds_credit or facts.ledger_holds_credit)
            as is_credit_by_amount,
        cells.document_numbers,
        cells.first_posted_date,
        cells.last_posted_date,
        facts.has_amount_difference,
        facts.has_any_value_difference,
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
        (is_system_of_record or is_ledger_credit)
        and (layer_expected_units <> 0 or is_credit_by_amount) as is_expected,
        layer_expected_units as expected_units,
    from compared_cells
),

evidence_cells as (
    select
        *,
        case
            when is_silent then 'silent'
            when not is_expected and not is_found then 'not_expected'
            when is_expected and not is_found then 'missing'
            when is_expected and not is_credit_by_amount and found_units < expected_units
                then 'missing'
            when found_units > expected_units then 'surplus'
            when layer = 'financial' and has_amount_difference then 'differs'
            when layer = 'valuation' and has_any_value_difference then 'differs'
            else 'agrees'
        end as verdict,
    from expected_cells
)

{{ select_contract('evidence_cells') }}
