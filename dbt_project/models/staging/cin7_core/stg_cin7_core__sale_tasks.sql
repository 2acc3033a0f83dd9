-- One row per sale version × task that its fulfilments, invoices and credit notes name. The first
-- two take goods out, a credit note brings them back; on simple sales one task does both.
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}

),

credit_notes as (

    select * from {{ ref('stg_cin7_core__credit_notes') }}

),

named_tasks as (

    {%- for list in ['fulfilments', 'invoices'] %}

    select
        sale_versions.source_system,
        sale_versions.source_instance,
        sale_versions.sale_id,
        sale_versions.document_version_id,
        lower(trim(json_extract_string(task.item, '$.TaskID'))) as task_id,
        true as is_outbound_task,
        false as is_note_task,
        false as is_restocked_task
    from sale_versions, {{ json_list_items('sale_versions.' ~ list, 'task') }}

    union all
    {%- endfor %}

    select
        source_system,
        source_instance,
        sale_id,
        document_version_id,
        task_id,
        false as is_outbound_task,
        true as is_note_task,
        restock_status = 'AUTHORISED' and state <> 'voided' as is_restocked_task
    from credit_notes

),

sale_tasks as (

    select
        source_system,
        source_instance,
        sale_id,
        document_version_id,
        task_id,
        bool_or(is_outbound_task) as is_outbound_task,
        bool_or(is_note_task) as is_note_task,
        coalesce(bool_or(is_restocked_task), false) as is_restocked_task
    from named_tasks
    where task_id is not null
    group by source_system, source_instance, sale_id, document_version_id, task_id

)

select * from sale_tasks
