{{ config(materialized='view') }}
-- Grain: return line × reading: its units, and what each layer lacks after the manual units that the
-- reading knows (M6). What was lacking before them is kept for the patterns, which manual legs
-- neither make nor hide (M7).
with evaluations as (
    select return_line_id, grid_line_id from {{ ref('int_line_evaluations') }}
),

units as (
    select * from {{ ref('int_line_units') }}
),

manual_units as (
    select * from {{ ref('int_manual_units') }}
),

refused_lines as (
    select * from {{ ref('int_refused_lines') }}
)

select
    evaluations.return_line_id,
    units.* exclude (return_line_id, credit_gap_units, restock_gap_units),
    units.restock_gap_units as restock_gap_before_manual_units,
    {%- for column in ['manual_units', 'manual_credit_units', 'manual_restock_units'] %}
    coalesce(manual_units.{{ column }}, 0) as {{ column }},
    {%- endfor %}
    manual_units.return_line_id is not null as has_manual_legs,
    coalesce(manual_units.has_manual_ledger_credit, false) as has_manual_ledger_credit,
    refused_lines.return_line_id is not null as is_refused,
    -- gaps
    units.credit_gap_units - coalesce(manual_units.manual_credit_units, 0) as credit_gap_units,
    units.restock_gap_units - coalesce(manual_units.manual_restock_units, 0)
        as restock_gap_units,
from evaluations
inner join units on evaluations.grid_line_id = units.return_line_id
left join manual_units on evaluations.return_line_id = manual_units.return_line_id
left join refused_lines on evaluations.return_line_id = refused_lines.return_line_id
