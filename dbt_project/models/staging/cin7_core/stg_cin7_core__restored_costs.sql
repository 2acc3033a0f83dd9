-- One row per credit note × version × SKU: the cost that its task brought back into stock (M4.12),
-- from the movements of the sale version in force, else from the products' own ledger, else from
-- the general ledger. Movements of a sale have no quantity: they have the units of the task's
-- restock lines. Movements at 0 are a restock valued at zero; no movement at all gives no row, its
-- cost is not known.
with credit_notes as (

    -- Where a void was written again under one task, the movements are the live note's.
    select * from {{ ref('stg_cin7_core__credit_notes') }}
    qualify row_number() over (
        partition by source_system, source_instance, document_version_id, sale_id, task_id
        order by state = 'voided', document_id
    ) = 1

),

sale_movements as (

    select * from {{ ref('stg_cin7_core__task_movements') }}
    where direction = 'restock'

),

product_movements as (

    select * from {{ ref('stg_cin7_core__product_movements') }}
    where direction = 'restock'

),

restocked as (

    select
        source_system,
        source_instance,
        document_id,
        document_version_id,
        lower(sku) as sku_key,
        sum(case when is_posted then units else 0 end) as units
    from {{ ref('stg_cin7_core__restock_lines') }}
    where is_stock
    group by source_system, source_instance, document_id, document_version_id, lower(sku)

),

costs as (

    select
        credit_notes.source_system,
        credit_notes.source_instance,
        credit_notes.document_id,
        credit_notes.document_version_id,
        sale_movements.sku,
        restocked.units,
        sale_movements.cost,
        coalesce(sale_movements.movement_date, credit_notes.credit_note_date) as posted_date
    from credit_notes
    inner join sale_movements
        on
            credit_notes.source_system = sale_movements.source_system
            and credit_notes.source_instance = sale_movements.source_instance
            and credit_notes.sale_id = sale_movements.sale_id
            and credit_notes.movements_version_id = sale_movements.document_version_id
            and credit_notes.task_id = sale_movements.task_id
    left join restocked
        on
            credit_notes.source_system = restocked.source_system
            and credit_notes.source_instance = restocked.source_instance
            and credit_notes.document_id = restocked.document_id
            and credit_notes.document_version_id = restocked.document_version_id
            and lower(sale_movements.sku) = restocked.sku_key

    union all

    select
        credit_notes.source_system,
        credit_notes.source_instance,
        credit_notes.document_id,
        credit_notes.document_version_id,
        product_movements.sku,
        product_movements.units,
        product_movements.cost,
        coalesce(product_movements.movement_date, credit_notes.credit_note_date) as posted_date
    from credit_notes
    inner join product_movements
        on
            credit_notes.source_system = product_movements.source_system
            and credit_notes.source_instance = product_movements.source_instance
            and credit_notes.task_id = product_movements.task_id
    where
        not exists (
            select 1
            from sale_movements
            where
                sale_movements.source_system = credit_notes.source_system
                and sale_movements.source_instance = credit_notes.source_instance
                and sale_movements.sale_id = credit_notes.sale_id
                and sale_movements.document_version_id = credit_notes.movements_version_id
                and sale_movements.task_id = credit_notes.task_id
        )

),

all_costs as (

    select * from costs

    union all

    select
        posted_costs.source_system,
        posted_costs.source_instance,
        posted_costs.document_id,
        posted_costs.document_version_id,
        posted_costs.sku,
        posted_costs.units,
        posted_costs.cost,
        posted_costs.posted_date
    from credit_notes
    inner join {{ ref('stg_cin7_core__posted_costs') }} as posted_costs
        using (source_system, source_instance, document_id, document_version_id)
    where
        not exists (
            select 1
            from costs
            where
                costs.source_system = posted_costs.source_system
                and costs.source_instance = posted_costs.source_instance
                and costs.document_id = posted_costs.document_id
                and costs.document_version_id = posted_costs.document_version_id
        )

)

select * from all_costs
