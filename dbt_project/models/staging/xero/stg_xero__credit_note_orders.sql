{{ config(materialized='view') }}
-- One row per credit note version with the order that it is about: its own reference, else the one
-- reference of the invoices that it is set against. Invoices of several orders name none. Their
-- numbers are text that may name an order, where the note has no reference of its own.
with credit_notes as (

    select * from {{ ref('stg_xero__credit_notes') }}

),

allocated as (

    select
        source_instance,
        document_version_id,
        case when count(distinct invoice_reference) = 1 then min(invoice_reference) end
            as invoice_reference,
        string_agg(invoice_number, ' ' order by invoice_number) as invoice_numbers
    from {{ ref('stg_xero__credit_note_allocations') }}
    group by source_instance, document_version_id

),

credit_note_orders as (

    select
        credit_notes.*,
        coalesce(credit_notes.reference, allocated.invoice_reference) as order_reference,
        case when credit_notes.reference is null then allocated.invoice_numbers end
            as allocated_numbers
    from credit_notes
    left join allocated
        on
            credit_notes.source_instance = allocated.source_instance
            and credit_notes.document_version_id = allocated.document_version_id

)

select * from credit_note_orders
