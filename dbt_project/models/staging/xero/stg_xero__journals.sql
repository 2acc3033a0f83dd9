-- One row per journal of Xero's own feed × version. The feed is append-only: an edit or a void posts
-- a reversal and a new posting under the same source and the old date, so only the sum of a source's
-- journals is right, and only the creation stamp tells that it moved. Fetched one by one, a journal
-- leaves its source out: any version that names it speaks for all.
-- A journal counts only where no landed document is its source (M4.12); one of a sale or of a
-- supplier's document counts no more than that document would.
{%- set fields = {
    'journal_id': 'JournalID', 'journal_number': 'JournalNumber', 'reference': 'Reference',
    'date_text': 'JournalDate', 'named_source_id': 'SourceID', 'named_source_type': 'SourceType',
} %}
with journals as (

    select * from {{ source('xero', 'journals') }}

),

landed_documents as (

    select source_instance, credit_note_id as document_id from {{ ref('stg_xero__credit_notes') }}
    union
    select source_instance, manual_journal_id as document_id
    from {{ ref('stg_xero__manual_journals') }}
    union
    select source_instance, invoice_id as document_id from {{ ref('stg_xero__invoices') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from journals

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

sourced as (

    select
        *,
        {{ document_version_id('xero', 'journals') }} as document_version_id,
        max(named_source_id) over same_journal as source_id,
        max(named_source_type) over same_journal as source_type
    from fields
    window same_journal as (partition by source_instance, journal_id)

),

typed as (

    select
        -- keys
        sourced.source_system,
        sourced.source_instance,
        sourced.journal_id,
        sourced.document_version_id,
        sourced.journal_number,
        sourced.source_id,
        sourced.source_type,
        sourced.reference,
        -- when
        {{ msdate_to_date('sourced.date_text') }} as journal_date,
        {{ msdate_to_instant('sourced.created_at') }} as created_at,
        sourced.exported_at,
        sourced.landed_at,
        -- flags
        landed_documents.document_id is null
        and coalesce(sourced.source_type, '') not in ('ACCREC', 'ACCPAY', 'ACCPAYCREDIT')
            as is_counted,
        coalesce(json_array_length(sourced.payload, '$.JournalLines'), 0) = 0 as is_header_only,
        -- content and origin
        sourced.payload,
        sourced.content_hash,
        sourced.source_file,
        sourced.source_line
    from sourced
    left join landed_documents
        on
            sourced.source_instance = landed_documents.source_instance
            and sourced.source_id = landed_documents.document_id

)

select * from typed
