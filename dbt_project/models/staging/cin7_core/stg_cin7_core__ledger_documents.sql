-- One row per document that only a product's ledger tells of × version of that ledger: a stock
-- document of which no completed form with lines landed, in its part for that product (one fact in
-- two exports is one leg, M4.12), and the later cost changes of a sale's task (M8.4), which under a
-- credit note's own task are that note's. Each is its task and product, since a ledger proves
-- nothing about other products; a ledger that no longer lists it proves that it is gone.
{%- set ledger_key = 'source_system, source_instance, product_id, document_version_id' %}
with ledger_versions as (

    select * from {{ ref('stg_cin7_core__ledger_versions') }}

),

listed as (

    select
        {{ ledger_key }},
        movement_kind as document_type,
        task_id,
        min(document_number) as document_number,
        min(movement_date) as document_date
    from {{ ref('stg_cin7_core__ledger_rows') }}
    where movement_kind not in ('restock', 'outbound')
    group by {{ ledger_key }}, movement_kind, task_id

),

known as (

    select distinct source_system, source_instance, product_id, document_type, task_id
    from listed
    where
        not exists (
            select 1
            from {{ ref('stg_cin7_core__stock_documents') }} as stock_documents
            where
                stock_documents.source_system = listed.source_system
                and stock_documents.source_instance = listed.source_instance
                and stock_documents.document_type = listed.document_type
                and stock_documents.document_id = listed.task_id
                and not stock_documents.is_header_only
                and stock_documents.state <> 'pending'
        )

),

task_sales as (

    select source_system, source_instance, task_id, min(sale_id) as sale_id
    from (
        select source_system, source_instance, task_id, sale_id
        from {{ ref('stg_cin7_core__sale_tasks') }}

        union

        select source_system, source_instance, sale_id as task_id, sale_id
        from {{ ref('stg_cin7_core__sale_versions') }}
    )
    group by source_system, source_instance, task_id

),

-- On simple sales the sale and its note are one task: the change is the sale's.
note_tasks as (

    select source_system, source_instance, task_id, min(document_id) as document_id
    from {{ ref('stg_cin7_core__credit_notes') }}
    where task_id <> sale_id
    group by source_system, source_instance, task_id
    having min(document_id) = max(document_id)

)

select
    known.source_system,
    known.source_instance,
    known.document_type,
    known.task_id || ':' || known.product_id as document_id,
    ledger_versions.document_version_id,
    known.product_id,
    known.task_id,
    listed.document_number,
    case when known.document_type = 'sale_cost_change' then task_sales.sale_id end
        as sale_document_id,
    case when known.document_type = 'sale_cost_change' then note_tasks.document_id end
        as note_document_id,
    listed.document_date,
    ledger_versions.version_at,
    ledger_versions.exported_at,
    ledger_versions.landed_at,
    case when listed.task_id is null then 'absent' else 'posted' end as state,
    ledger_versions.content_hash,
    ledger_versions.source_file,
    ledger_versions.source_line
from known
inner join ledger_versions using (source_system, source_instance, product_id)
left join listed
    using (source_system, source_instance, product_id, document_version_id, document_type, task_id)
left join task_sales using (source_system, source_instance, task_id)
left join note_tasks using (source_system, source_instance, task_id)
