{{ config(materialized='view') }}
-- One row per sale or credit note × version. Every document that lists a sale's credit notes proves
-- for each note ever seen on that sale that it was there or not: a note that it does not hold is
-- absent. A row of a credit-note list proves nothing about other notes.
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}

),

credit_notes as (

    select * from {{ ref('stg_cin7_core__credit_notes') }}

),

containers as (

    select * from {{ ref('stg_cin7_core__credit_note_containers') }}

),

credit_note_headers as (

    select * from {{ ref('stg_cin7_core__credit_note_headers') }}

),

known_notes as (

    select source_system, source_instance, sale_id, document_id from credit_notes
    union
    select source_system, source_instance, sale_id, document_id from credit_note_headers

),

uncertain_notes as (

    select source_system, source_instance, document_id, document_version_id
    from {{ ref('stg_cin7_core__priced_lines') }}
    where section = 'credit_note'
    group by source_system, source_instance, document_id, document_version_id
    having bool_or(is_tax_basis_uncertain)

),

documents as (

    select
        source_system, source_instance,
        'sale' as document_type,
        sale_id as document_id,
        document_version_id,
        sale_order_number as document_number,
        sale_id as sale_document_id,
        customer_reference, sale_order_number, source_channel,
        sale_date as document_date,
        version_at, exported_at, landed_at,
        state,
        false as is_header_only,
        false as is_tax_basis_uncertain,
        content_hash, source_file, source_line
    from sale_versions

    union all

    select
        containers.source_system, containers.source_instance,
        'sale_credit_note' as document_type,
        known_notes.document_id,
        containers.document_version_id,
        credit_notes.credit_note_number as document_number,
        containers.sale_id as sale_document_id,
        containers.customer_reference, containers.sale_order_number, containers.source_channel,
        credit_notes.credit_note_date as document_date,
        containers.version_at, containers.exported_at, containers.landed_at,
        coalesce(credit_notes.state, 'absent') as state,
        coalesce(credit_notes.is_without_lines and credit_notes.state <> 'voided', false)
            as is_header_only,
        uncertain_notes.document_id is not null as is_tax_basis_uncertain,
        containers.content_hash, containers.source_file, containers.source_line
    from containers
    inner join known_notes
        on
            containers.source_system = known_notes.source_system
            and containers.source_instance = known_notes.source_instance
            and containers.sale_id = known_notes.sale_id
    left join credit_notes
        on
            containers.source_system = credit_notes.source_system
            and containers.source_instance = credit_notes.source_instance
            and containers.document_version_id = credit_notes.document_version_id
            and known_notes.sale_id = credit_notes.sale_id
            and known_notes.document_id = credit_notes.document_id
    left join uncertain_notes
        on
            credit_notes.source_system = uncertain_notes.source_system
            and credit_notes.source_instance = uncertain_notes.source_instance
            and credit_notes.document_id = uncertain_notes.document_id
            and credit_notes.document_version_id = uncertain_notes.document_version_id

    union all

    select
        source_system, source_instance,
        'sale_credit_note' as document_type,
        document_id,
        document_version_id,
        credit_note_number as document_number,
        sale_id as sale_document_id,
        customer_reference, sale_order_number, source_channel,
        null as document_date,
        version_at, exported_at, landed_at,
        state,
        state <> 'voided' as is_header_only,
        false as is_tax_basis_uncertain,
        content_hash, source_file, source_line
    from credit_note_headers

)

select * from documents
