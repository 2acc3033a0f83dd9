{{ config(materialized='view') }}
-- Canonical documents of Xero: one row per credit note, manual journal, journal and invoice ×
-- version. What other systems wrote into number, reference, narration and lines is the only link to
-- them (M5). Suppliers' documents are kept under types of their own: they are no customer's credit or
-- sale. The journals of one credit note have it as their parent, landed or not (M5.2): posting,
-- reversal and new posting are one set.
with credit_notes as (

    select * from {{ ref('stg_xero__credit_note_orders') }}

),

manual_journals as (

    select * from {{ ref('stg_xero__manual_journals') }}

),

journals as (

    select * from {{ ref('stg_xero__journals') }}

),

invoices as (

    select * from {{ ref('stg_xero__invoices') }}

),

line_texts as (

    select * from {{ ref('stg_xero__line_texts') }}

),

documents as (

    select
        source_system, source_instance,
        case when is_customer_credit then 'credit_note' else 'supplier_credit_note' end
            as document_type,
        credit_note_id as document_id, document_version_id,
        credit_note_number as document_number, order_reference, allocated_numbers as text,
        null as parent_document_type, null as parent_document_id,
        credit_note_date as document_date, null as created_at, version_at, exported_at, landed_at,
        state, is_header_only, content_hash, source_file, source_line
    from credit_notes
    union all
    select
        source_system, source_instance, 'manual_journal' as document_type,
        manual_journal_id as document_id, document_version_id,
        null as document_number, null as order_reference, narration as text,
        null as parent_document_type, null as parent_document_id,
        journal_date as document_date, null as created_at, version_at, exported_at, landed_at,
        state, is_header_only, content_hash, source_file, source_line
    from manual_journals
    union all
    select
        source_system, source_instance, 'journal' as document_type,
        journal_id as document_id, document_version_id,
        null as document_number, null as order_reference, reference as text,
        case when source_type = 'ACCRECCREDIT' then 'credit_note' end as parent_document_type,
        case when source_type = 'ACCRECCREDIT' then source_id end as parent_document_id,
        journal_date as document_date, created_at, null as version_at, exported_at, landed_at,
        'posted' as state, is_header_only, content_hash, source_file, source_line
    from journals
    union all
    select
        source_system, source_instance,
        case when is_sale then 'invoice' else 'supplier_invoice' end as document_type,
        invoice_id as document_id, document_version_id,
        invoice_number as document_number, reference as order_reference, null as text,
        null as parent_document_type, null as parent_document_id,
        invoice_date as document_date, null as created_at, version_at, exported_at, landed_at,
        state, is_header_only, content_hash, source_file, source_line
    from invoices

),

described as (

    select
        documents.*,
        nullif(concat_ws(
            ' ',
            documents.document_number,
            documents.order_reference,
            documents.text,
            line_texts.line_text
        ), '') as reference_text,
        false as is_test,
        false as is_tax_basis_uncertain
    from documents
    left join line_texts
        on
            documents.source_instance = line_texts.source_instance
            and documents.document_version_id = line_texts.document_version_id

)

{{ select_shape(
    'documents', 'described',
    absent=[
        'sale_document_id', 'order_reference_alternate', 'channel_label',
    ]
) }}
