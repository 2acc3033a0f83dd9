{{ config(materialized='view') }}
-- One row per document × version: sales and their credit notes, stock documents, and what only a
-- product's ledger tells of.
with documents as (

    select
        source_system, source_instance, document_type, document_id, document_version_id,
        document_number, sale_document_id, null as parent_document_id,
        customer_reference as order_reference,
        sale_order_number as order_reference_alternate,
        source_channel as channel_label,
        null as reference_text,
        document_date,
        version_at, exported_at, landed_at,
        state, is_header_only, is_tax_basis_uncertain,
        content_hash, source_file, source_line
    from {{ ref('stg_cin7_core__sale_documents') }}

    union all

    select
        source_system, source_instance, document_type, document_id, document_version_id,
        document_number,
        null as sale_document_id,
        null as parent_document_id,
        null as order_reference,
        null as order_reference_alternate,
        null as channel_label,
        reference_text,
        document_date,
        version_at, exported_at, landed_at,
        state, is_header_only,
        false as is_tax_basis_uncertain,
        content_hash, source_file, source_line
    from {{ ref('stg_cin7_core__stock_documents') }}

    union all

    select
        source_system, source_instance, document_type, document_id, document_version_id,
        document_number, sale_document_id, note_document_id as parent_document_id,
        null as order_reference,
        null as order_reference_alternate,
        null as channel_label,
        null as reference_text,
        document_date,
        version_at, exported_at, landed_at,
        state,
        false as is_header_only,
        false as is_tax_basis_uncertain,
        content_hash, source_file, source_line
    from {{ ref('stg_cin7_core__ledger_documents') }}

),

flagged as (

    select
        *,
        case when parent_document_id is not null then 'sale_credit_note' end
            as parent_document_type,
        false as is_test
    from documents

)

{{ select_shape('documents', 'flagged', absent=['created_at']) }}
