-- What the ledger's batches of a day sum up, their difference apart, is the total of the cells that
-- they make up on return lines, and each cell repeats the units and amounts of one live leg of
-- another tier on its line (M5.5). Does not assert that it is the right batch, nor that the difference
-- is small: that is a finding.
{{ config(meta={'dagster': {'ref': {'name': 'fct_return_legs'}}}) }}

with return_legs as (
    select
        *,
        coalesce(case layer when 'financial' then base_net_amount else cost_amount end, 0)
            as amount,
    from {{ ref('fct_return_legs') }}
    where is_posted and not is_voided and not is_excluded
),

cells as (
    select * from return_legs where match_rule = 'batch_total'
),

sides as (
    select company, channel, layer, posted_date, amount as batch_amount, 0 as cells_amount
    from return_legs
    where leg_kind = 'batch_summary' and unlinked_reason = 'batch'
    union all
    select company, channel, layer, posted_date, 0 as batch_amount, amount as cells_amount
    from cells
),

covered_legs as (
    select
        cells.return_leg_id,
        cells.company,
        cells.channel,
        cells.layer,
        cells.posted_date,
        cells.units,
        cells.amount,
        count(return_legs.return_leg_id) as covered_count,
        coalesce(sum(return_legs.amount), 0) as covered_amount,
        sum(return_legs.units) as covered_units,
    from cells
    left join return_legs
        on
            cells.return_line_id = return_legs.return_line_id
            and cells.layer = return_legs.layer
            and return_legs.tier <> 'ledger'
            and ends_with(cells.source_leg_id, '/' || return_legs.source_leg_id)
    group by all
)

select
    company,
    channel,
    layer,
    posted_date,
    'batches and their cells' as compared,
    sum(batch_amount) as expected_amount,
    sum(cells_amount) as found_amount,
from sides
group by all
having sum(batch_amount) <> sum(cells_amount)

union all

select
    company,
    channel,
    layer,
    posted_date,
    return_leg_id as compared,
    covered_amount as expected_amount,
    amount as found_amount,
from covered_legs
where covered_count <> 1 or covered_amount <> amount or covered_units is distinct from units
