-- One row per invoice that a credit note version is set against: the only link between the two that
-- Xero itself keeps, absent until someone applies the credit. What the invoice refers to is read
-- from its latest landed version. A deleted allocation links nothing.
{%- set fields = {
    'invoice_id': 'Invoice.InvoiceID', 'invoice_number': 'Invoice.InvoiceNumber',
    'is_deleted': 'IsDeleted',
} %}
with credit_notes as (

    select * from {{ ref('stg_xero__credit_notes') }}

),

invoices as (

    select
        *,
        row_number() over (
            partition by source_instance, invoice_id
            order by {{ latest_version_first() }}
        ) as recency_rank
    from {{ ref('stg_xero__invoices') }}

),

latest_invoices as (

    select * from invoices
    where recency_rank = 1

),

extracted as (

    select
        credit_notes.source_system,
        credit_notes.source_instance,
        credit_notes.credit_note_id,
        credit_notes.document_version_id,
        {{ json_fields('allocation.item', fields) }} as field_values
    from credit_notes,
        {{ json_items('credit_notes.payload', 'Allocations', 'allocation') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

allocated_invoices as (

    -- One credit may be set against one invoice in several steps.
    select
        source_system,
        source_instance,
        credit_note_id,
        document_version_id,
        invoice_id,
        max(invoice_number) as invoice_number
    from fields
    where invoice_id is not null and not coalesce({{ to_flag('is_deleted') }}, false)
    group by source_system, source_instance, credit_note_id, document_version_id, invoice_id

),

allocations as (

    select
        -- keys
        allocated_invoices.source_system,
        allocated_invoices.source_instance,
        allocated_invoices.credit_note_id,
        allocated_invoices.document_version_id,
        allocated_invoices.invoice_id,
        coalesce(latest_invoices.invoice_number, allocated_invoices.invoice_number)
            as invoice_number,
        latest_invoices.reference as invoice_reference
    from allocated_invoices
    left join latest_invoices
        on
            allocated_invoices.source_instance = latest_invoices.source_instance
            and allocated_invoices.invoice_id = latest_invoices.invoice_id

)

select * from allocations
