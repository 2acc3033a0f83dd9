-- One row per document version that has lines with text: their tokens in one text.
with lines as (

    select source_instance, document_version_id, line_id, description
    from {{ ref('stg_xero__credit_note_lines') }}
    union all
    select source_instance, document_version_id, line_id, description
    from {{ ref('stg_xero__manual_journal_lines') }}
    union all
    select source_instance, document_version_id, line_id, description
    from {{ ref('stg_xero__journal_lines') }}
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
    where description is not null
    group by source_instance, document_version_id

)

select * from line_texts
