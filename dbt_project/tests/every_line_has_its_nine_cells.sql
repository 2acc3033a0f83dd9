-- Each return line has one evidence cell for every tier and layer, and at most one tier of a layer
-- is its system of record. Does not assert what a cell holds.
{{ config(meta={'dagster': {'ref': {'name': 'fct_evidence_cells'}}}) }}

with return_lines as (
    select * from {{ ref('fct_return_lines') }}
),

evidence_cells as (
    select * from {{ ref('fct_evidence_cells') }}
),

grid as (
    select
        return_lines.return_line_id,
        tiers.tier,
        layers.layer,
    from return_lines
    cross join (values ('channel'), ('hub'), ('ledger')) as tiers (tier)
    cross join (values ('financial'), ('inventory'), ('valuation')) as layers (layer)
)

select
    grid.return_line_id,
    grid.tier,
    grid.layer,
    count(evidence_cells.return_line_id) as cells_count,
from grid
left join evidence_cells
    on
        grid.return_line_id = evidence_cells.return_line_id
        and grid.tier = evidence_cells.tier
        and grid.layer = evidence_cells.layer
group by all
having count(evidence_cells.return_line_id) <> 1

union all

select
    return_line_id,
    string_agg(tier, ', ' order by tier) as tier,
    layer,
    count(*) as cells_count,
from evidence_cells
where is_system_of_record
group by return_line_id, layer
having count(*) > 1
