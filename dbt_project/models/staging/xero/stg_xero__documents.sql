-- Canonical documents of Xero: one row per credit note, manual journal and invoice × version. What
-- other systems wrote into number, reference, narration and lines is the only link to them (M5).
-- Suppliers' documents are kept under types of their own: they are no customer's credit or sale.
with credit_notes as (

    select * from {{ ref('stg_xero__credit_notes') }}

),

manual_journals as (

    select * from {{ ref('stg_xero__manual_journals') }}

),

invoices as (

    select * from {{ ref('stg_xero__invoices') }}

),

lines as (

    select source_instance, document_version_id, line_id, description
    from {{ ref('stg_xero__credit_note_lines') }}
    union all
    select source_instance, document_version_id, line_id, description
    from {{ ref('stg_xero__manual_journal_lines') }}
    union all
    select source_instance, document_version_id, line_id, description
    from {{ ref('stg_xero__invoice_lines') }}

),

line_texts as (

    select
        source_instance,
        document_version_id,
        string_agg(description, ' ' order by line_id) as line_text
    from lines
    group by source_instance, document_version_id

),

documents as (

    select
        source_system, source_instance,
        case when is_customer_credit then 'credit_note' else 'supplier_credit_note' end
            as document_type,
        credit_note_id as document_id, document_version_id,
        credit_note_number as document_number, reference as order_reference, null as narration,
        credit_note_date as document_date, version_at, exported_at, landed_at,
        state, is_header_only, content_hash, source_file, source_line
    from credit_notes
    union all
    select
        source_system, source_instance, 'manual_journal' as document_type,
        manual_journal_id as document_id, document_version_id,
        null as document_number, null as order_reference, narration,
        journal_date as document_date, version_at, exported_at, landed_at,
        state, is_header_only, content_hash, source_file, source_line
    from manual_journals
    union all
    select
        source_system, source_instance,
        case when is_sale then 'invoice' else 'supplier_invoice' end as document_type,
        invoice_id as document_id, document_version_id,
        invoice_number as document_number, reference as order_reference, null as narration,
        invoice_date as document_date, version_at, exported_at, landed_at,
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
            documents.narration,
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
        'sale_document_id', 'parent_document_type', 'parent_document_id',
        'order_reference_alternate', 'channel_label', 'created_at',
    ]
) }}
