-- One row per sale version × outbound task × SKU: what the task's movements took out of stock,
-- from the sale itself, else from the products' own ledger, which has units of its own (M4.12).
with sale_costs as (

    select * from {{ ref('stg_cin7_core__task_movements') }}
    where direction = 'outbound'

),

product_movements as (

    select * from {{ ref('stg_cin7_core__product_movements') }}
    where direction = 'outbound'

),

outbound_tasks as (

    select source_system, source_instance, sale_id, document_version_id, task_id
    from {{ ref('stg_cin7_core__sale_tasks') }}
    where is_outbound_task

    union

    select source_system, source_instance, sale_id, document_version_id, sale_id as task_id
    from {{ ref('stg_cin7_core__sale_versions') }}

),

tasks_without_movements as (

    select outbound_tasks.*
    from outbound_tasks
    where
        not exists (
            select 1
            from sale_costs
            where
                sale_costs.source_system = outbound_tasks.source_system
                and sale_costs.source_instance = outbound_tasks.source_instance
                and sale_costs.sale_id = outbound_tasks.sale_id
                and sale_costs.document_version_id = outbound_tasks.document_version_id
                and sale_costs.task_id = outbound_tasks.task_id
        )

),

outbound_costs as (

    select
        source_system,
        source_instance,
        sale_id,
        document_version_id,
        task_id,
        sku,
        null as ledger_units,
        cost
    from sale_costs

    union all

    select
        tasks_without_movements.source_system,
        tasks_without_movements.source_instance,
        tasks_without_movements.sale_id,
        tasks_without_movements.document_version_id,
        tasks_without_movements.task_id,
        product_movements.sku,
        product_movements.units as ledger_units,
        product_movements.cost
    from tasks_without_movements
    inner join product_movements
        on
            tasks_without_movements.source_system = product_movements.source_system
            and tasks_without_movements.source_instance = product_movements.source_instance
            and tasks_without_movements.task_id = product_movements.task_id

)

select * from outbound_costs
