{{ config(materialized='view') }}
-- Grain: return line, its nine cells side by side, each of them one row: what each tier holds.
-- `*_credited_units` and `*_restocked_units` are posted units, duplicates included; a tier holds the
-- credit when units or goods revenue of it are left there: a credit that was taken back is held no
-- more.
with cells as (
    select * from {{ ref('int_line_cells') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

scrapped as (
    select * from {{ ref('int_scrapped_units') }}
)

select
    lines.return_line_id,
    {%- for tier in ['channel', 'hub', 'ledger'] %}
    -- {{ tier }}
    {%- set financial = "filter (cells.tier = '" ~ tier ~ "' and cells.layer = 'financial')" %}
    {%- set inventory = "filter (cells.tier = '" ~ tier ~ "' and cells.layer = 'inventory')" %}
    {%- set valuation = "filter (cells.tier = '" ~ tier ~ "' and cells.layer = 'valuation')" %}
    any_value(cells.units) {{ financial }} as {{ tier }}_credited_units,
    any_value(cells.duplicate_units) {{ financial }} as {{ tier }}_credit_duplicate_units,
    any_value(cells.units <> 0 or cells.revenue_amount <> 0) {{ financial }}
        as {{ tier }}_holds_credit,
    any_value(cells.has_units) {{ financial }} as {{ tier }}_has_credit_units,
    any_value(cells.revenue_amount) {{ financial }} as {{ tier }}_revenue_amount,
    any_value(cells.transaction_amount) {{ financial }} as {{ tier }}_transaction_amount,
    any_value(cells.currency_code) {{ financial }} as {{ tier }}_currency,
    any_value(cells.units) {{ inventory }} as {{ tier }}_restocked_units,
    any_value(cells.duplicate_units) {{ inventory }} as {{ tier }}_restock_duplicate_units,
    sum(
        cells.kept_by_disposition_units
        + case
            when lines.no_restock_means = 'kept' then cells.kept_by_refund_units else 0
        end
    ) filter (cells.tier = '{{ tier }}')
    + coalesce(any_value(scrapped.scrapped_units) filter (cells.tier = '{{ tier }}'), 0)
        as {{ tier }}_kept_units,
    sum(cells.never_shipped_units) filter (cells.tier = '{{ tier }}')
        as {{ tier }}_never_shipped_units,
    sum(cells.nothing_to_reverse_units) filter (cells.tier = '{{ tier }}')
        as {{ tier }}_nothing_to_reverse_units,
    any_value(cells.units) {{ valuation }} as {{ tier }}_valued_units,
    any_value(cells.duplicate_units) {{ valuation }} as {{ tier }}_cost_duplicate_units,
    any_value(cells.has_units) {{ valuation }} as {{ tier }}_has_valued_units,
    any_value(cells.has_cost) {{ valuation }} as {{ tier }}_holds_cost,
    any_value(cells.cost_amount) {{ valuation }} as {{ tier }}_cost_amount,
    any_value(cells.later_change_amount) {{ valuation }} as {{ tier }}_later_change_amount,
    any_value(cells.has_voids) {{ financial }} as {{ tier }}_has_voided_credit,
    any_value(cells.has_voids) {{ inventory }} as {{ tier }}_has_voided_restock,
    any_value(cells.has_voids) {{ valuation }} as {{ tier }}_has_voided_cost,
    {%- endfor %}
    -- dates
    min(cells.first_posted_date) filter (
        cells.layer = 'financial'
        and cells.tier = coalesce(lines.financial_system_of_record, cells.tier)
        and (cells.units <> 0 or cells.revenue_amount <> 0)
    ) as first_record_credit_date,
from cells
inner join lines on cells.return_line_id = lines.return_line_id
left join scrapped
    on cells.return_line_id = scrapped.return_line_id and cells.tier = scrapped.tier
group by lines.return_line_id
