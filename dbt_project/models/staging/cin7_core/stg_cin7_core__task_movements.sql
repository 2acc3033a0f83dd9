-- One row per sale version × task × SKU × direction: what a task moved, costs summed and positive
-- in that direction (M4.12). The vendor does not say what the sign of a cost means, so it comes
-- from the task: its earliest row that is not 0 goes the task's way, rows of the other sign go
-- back. In a task that both picks and restocks, the earliest sign is the pick's and the opposite
-- the restock's; a row of 0 there belongs to the restock when it is later than all of the pick. What
-- the product's ledger calls a later change of cost is a leg of its own, and none of these (M8.4).
{%- set task_key -%}
    partition by source_system, source_instance, document_version_id, task_id
{%- endset %}
with movement_rows as (

    select movement_rows.*
    from {{ ref('stg_cin7_core__movement_rows') }} as movement_rows
    left join {{ ref('stg_cin7_core__movement_types') }} as movement_types
        using (source_system, source_instance, document_version_id, place)
    where
        (movement_rows.is_outbound_task or movement_rows.is_restock_task)
        and movement_types.movement_kind is distinct from 'sale_cost_change'

),

signed as (

    select
        *,
        coalesce(
            first_value(sign(written_cost)) over (
                {{ task_key }}
                order by written_cost = 0, movement_date, place
                rows between unbounded preceding and unbounded following
            ),
            0
        ) as first_sign
    from movement_rows

),

dated as (

    select
        *,
        coalesce(
            max(
                case
                    when written_cost <> 0 and sign(written_cost) = first_sign then movement_date
                end
            ) over ({{ task_key }}),
            min(movement_date) over ({{ task_key }})
        ) as picked_until
    from signed

),

directed as (

    select
        *,
        case
            when not is_outbound_task then 'restock'
            when not is_restock_task then 'outbound'
            when written_cost <> 0 and sign(written_cost) <> first_sign then 'restock'
            when written_cost = 0 and movement_date > picked_until then 'restock'
            else 'outbound'
        end as direction
    from dated

),

named as (

    select
        directed.*,
        case
            when directed.direction = 'restock' and directed.is_outbound_task
                then abs(directed.written_cost)
            else directed.written_cost * directed.first_sign
        end as cost,
        coalesce(product_skus.sku, products.source_sku) as sku
    from directed
    left join {{ ref('stg_cin7_core__product_skus') }} as product_skus
        on
            directed.source_system = product_skus.source_system
            and directed.source_instance = product_skus.source_instance
            and directed.document_version_id = product_skus.document_version_id
            and directed.product_id = product_skus.product_id
    left join {{ ref('stg_cin7_core__products') }} as products
        on
            directed.source_system = products.source_system
            and directed.source_instance = products.source_instance
            and directed.product_id = products.source_product_id

)

-- Costs that cancel out are a movement that was undone, rows of 0 a movement at no cost.
select
    source_system,
    source_instance,
    sale_id,
    document_version_id,
    task_id,
    direction,
    min(sku) as sku,
    sum(cost) as cost,
    coalesce(
        max(case when cost <> 0 then movement_date end), max(movement_date)
    ) as movement_date
from named
where sku is not null
group by
    source_system, source_instance, sale_id, document_version_id, task_id, direction, lower(sku)
having sum(cost) <> 0 or max(abs(cost)) = 0
