-- One row per inventory movement of a sale version, with the task that it belongs to. The sale's
-- own id takes goods out where no fulfilment or invoice moved any; of a credit note without a sale
-- it only brings back. A movement whose task is nobody's is the restock of the only note that was
-- restocked and shows no movement of its own: the vendor nowhere promises that the two tasks are
-- one.
{%- set fields = {'task': 'TaskID', 'product': 'ProductID', 'date': 'Date', 'cost': 'COGS'} %}
{%- set version_key = 'source_system, source_instance, document_version_id' %}
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}

),

sale_tasks as (

    select * from {{ ref('stg_cin7_core__sale_tasks') }}

),

extracted as (

    select
        sale_versions.source_system,
        sale_versions.source_instance,
        sale_versions.sale_id,
        sale_versions.document_version_id,
        movement.place,
        {{ json_fields('movement.item', fields) }} as field_values
    from
        sale_versions,
        {{ json_list_items('sale_versions.inventory_movements', 'movement') }}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        source_system,
        source_instance,
        sale_id,
        document_version_id,
        place,
        lower(task) as written_task_id,
        lower(product) as product_id,
        {{ to_calendar_date('date') }} as movement_date,
        coalesce(try_cast(cost as decimal(18, 6)), 0) as written_cost
    from fields

),

selling_versions as (

    select distinct {{ version_key }}
    from sale_tasks
    where is_outbound_task

),

claimed as (

    select
        typed.*,
        coalesce(sale_tasks.is_note_task, false) as is_note_task,
        coalesce(sale_tasks.is_outbound_task, false)
        or (
            typed.written_task_id = typed.sale_id
            and (sale_tasks.is_note_task is not true or selling_versions.source_system is not null)
            and not bool_or(coalesce(sale_tasks.is_outbound_task, false)) over (
                partition by
                    typed.source_system, typed.source_instance, typed.document_version_id
            )
        ) as is_outbound_task
    from typed
    left join sale_tasks
        on
            typed.source_system = sale_tasks.source_system
            and typed.source_instance = sale_tasks.source_instance
            and typed.document_version_id = sale_tasks.document_version_id
            and typed.sale_id = sale_tasks.sale_id
            and typed.written_task_id = sale_tasks.task_id
    left join selling_versions
        on
            typed.source_system = selling_versions.source_system
            and typed.source_instance = selling_versions.source_instance
            and typed.document_version_id = selling_versions.document_version_id

),

unmoved_notes as (

    select {{ version_key }}, min(task_id) as task_id
    from sale_tasks
    where
        is_restocked_task
        and not exists (
            select 1
            from claimed
            where
                claimed.source_system = sale_tasks.source_system
                and claimed.source_instance = sale_tasks.source_instance
                and claimed.document_version_id = sale_tasks.document_version_id
                and claimed.written_task_id = sale_tasks.task_id
        )
    group by {{ version_key }}
    having count(*) = 1

)

select
    claimed.* exclude (written_task_id, is_note_task),
    case
        when claimed.is_note_task or claimed.is_outbound_task then claimed.written_task_id
        else coalesce(unmoved_notes.task_id, claimed.written_task_id)
    end as task_id,
    claimed.is_note_task
    or (not claimed.is_outbound_task and unmoved_notes.task_id is not null) as is_restock_task
from claimed
left join unmoved_notes
    on
        claimed.source_system = unmoved_notes.source_system
        and claimed.source_instance = unmoved_notes.source_instance
        and claimed.document_version_id = unmoved_notes.document_version_id
