-- One row per credit note × container version that holds it. A credit note is named by its task;
-- on service and simple sales that is the sale's own id, and a second note under one task (a void
-- that was written again) gets its place behind it. A placeholder entry, without number, date and
-- lines, is no credit note: a sale that was never credited can hold one.
{%- set fields = {
    'task': 'TaskID', 'credit_note_number': 'CreditNoteNumber',
    'written_date': 'CreditNoteDate', 'status': 'Status', 'written_restock_status': 'RestockStatus',
    'rate': 'CreditNoteConversionRate', 'total': 'Total',
} %}
with containers as (

    select * from {{ ref('stg_cin7_core__credit_note_containers') }}

),

entries as (

    select
        containers.* exclude (credit_notes),
        entry.item as payload,
        entry.place,
        {{ json_fields('entry.item', fields) }} as field_values,
        coalesce(json_array_length(entry.item, '$.Lines'), 0)
        + coalesce(json_array_length(entry.item, '$.AdditionalCharges'), 0) as credit_line_count,
        coalesce(json_array_length(entry.item, '$.Restock'), 0) as restock_line_count
    from containers, {{ json_list_items('containers.credit_notes', 'entry') }}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from entries

),

credit_notes as (

    select
        *,
        lower(coalesce(task, sale_id)) as task_id,
        row_number() over (
            partition by
                source_system, source_instance, document_version_id, sale_id,
                lower(coalesce(task, sale_id))
            order by credit_note_number nulls last, place
        ) as task_place
    from fields
    where
        credit_note_number is not null
        or written_date is not null
        or credit_line_count > 0
        or restock_line_count > 0

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        case when task_place = 1 then task_id else task_id || ':' || task_place end as document_id,
        document_version_id,
        sale_id,
        task_id,
        movements_version_id,

        -- names
        credit_note_number,
        sale_order_number,
        customer_reference,
        source_channel,

        -- when
        {{ to_calendar_date('written_date') }} as credit_note_date,
        version_at,
        exported_at,
        landed_at,

        -- amounts
        currency_code,
        coalesce(nullif({{ to_number('rate') }}, 0), base_rate) as base_rate,

        -- flags
        case upper(status)
            when 'AUTHORISED' then 'posted'
            when 'VOIDED' then 'voided'
            else 'pending'
        end as state,
        upper(written_restock_status) as written_restock_status,
        is_tax_inclusive,
        is_service_only,
        credit_line_count = 0 and coalesce({{ to_number('total') }}, 0) <> 0 as is_without_lines,

        -- lineage
        content_hash,
        source_file,
        source_line,
        payload
    from credit_notes

)

select
    typed.* exclude (movements_version_id),
    -- A sale version that does not hold the note yet says nothing about its movements.
    case
        when sale_notes.document_id is not null then typed.movements_version_id
    end as movements_version_id,
    -- GET /sale/creditnote may leave the restock status out: the sale version in force has it.
    coalesce(typed.written_restock_status, sale_notes.written_restock_status) as restock_status,
    -- The form that lists the money paid back: this one, else that of the sale version in force.
    case
        when
            {{ json_has_list('typed.payload', 'Refunds') }}
            or {{ json_has_list('typed.payload', 'Payments') }}
            then typed.payload
        else sale_notes.payload
    end as refunds_payload
from typed
left join typed as sale_notes
    on
        typed.source_system = sale_notes.source_system
        and typed.source_instance = sale_notes.source_instance
        and typed.sale_id = sale_notes.sale_id
        and typed.document_id = sale_notes.document_id
        and typed.movements_version_id = sale_notes.document_version_id
