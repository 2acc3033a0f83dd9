-- Grain: return. The path that it took through the grid: its cells in the order of their first leg,
-- and the days between its first credit and its first restock of record (M10, predictability).
with line_legs as (
    select * from {{ ref('int_line_legs') }}
    where reading_id is null and return_id is not null and is_live and layer is not null
),

record_legs as (
    select * from {{ ref('int_record_legs') }} where reading_id is null
),

first_legs as (
    select
        return_id,
        tier || '-' || layer as cell,
        cell_bit,
        min(posted_date) as first_date,
    from line_legs
    group by all
),

paths as (
    select
        return_id,
        array_to_string(list(cell order by first_date, cell_bit), ', ') as path,
    from first_legs
    group by all
),

lags as (
    select
        return_id,
        min(posted_date) filter (layer = 'inventory' and units > 0)
        - min(posted_date) filter (layer = 'financial') as lag_days,
    from record_legs
    group by all
)

select
    paths.return_id,
    paths.path,
    lags.lag_days,
from paths
left join lags on paths.return_id = lags.return_id
