-- One row per task × SKU × direction in the products' own stock ledger, read where a sale does not
-- show the movements of a task (M4.12). Its quantity tells the direction, negative being out.
with ledger_rows as (

    select
        *,
        movement_kind as direction,
        abs(amount) as moved_amount
    from {{ ref('stg_cin7_core__ledger_rows') }}
    where is_latest_ledger and movement_kind in ('restock', 'outbound')

),

directed as (

    select
        *,
        case when direction = 'outbound' then -units_in else units_in end as units,
        case
            when (units_in < 0) = (direction = 'outbound') then moved_amount
            else -moved_amount
        end as cost
    from ledger_rows

)

select
    source_system,
    source_instance,
    task_id,
    direction,
    min(sku) as sku,
    sum(units) as units,
    sum(cost) as cost,
    coalesce(
        max(case when cost <> 0 then movement_date end), max(movement_date)
    ) as movement_date
from directed
group by source_system, source_instance, task_id, direction, lower(sku)
having sum(units) <> 0
