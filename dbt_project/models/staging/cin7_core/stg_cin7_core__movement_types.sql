-- One row per inventory movement of a sale version that the product's own ledger lists as well, with
-- what it is there: a sale shows a later change of its cost (M8.4) as a row like any other, and only
-- the ledger has a type. Rows of one task, product, day and amount are interchangeable: what moved
-- goods came before what changed its cost.
{%- set fact_key = 'source_system, source_instance, task_id, product_id, movement_date' %}
with movement_rows as (

    select
        *,
        abs(written_cost) as amount,
        row_number() over (
            partition by {{ fact_key }}, document_version_id, abs(written_cost)
            order by place
        ) as fact_number
    from {{ ref('stg_cin7_core__movement_rows') }}
    where written_cost <> 0

),

ledger_rows as (

    select
        {{ fact_key }},
        movement_kind,
        abs(amount) as amount,
        row_number() over (
            partition by {{ fact_key }}, abs(amount)
            order by movement_kind = 'sale_cost_change', place
        ) as fact_number
    from {{ ref('stg_cin7_core__ledger_rows') }}
    where is_latest_ledger and movement_kind in ('outbound', 'restock', 'sale_cost_change')

)

select
    movement_rows.source_system,
    movement_rows.source_instance,
    movement_rows.document_version_id,
    movement_rows.place,
    ledger_rows.movement_kind
from movement_rows
inner join ledger_rows using ({{ fact_key }}, amount, fact_number)
