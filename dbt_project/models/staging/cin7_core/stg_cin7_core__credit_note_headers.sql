-- One row per row of GET /saleCreditNoteList: a version of a credit note without its lines. The
-- list does not say the note's task: it is found by the number, else by being the sale's only
-- note; a note of which nothing else landed is named by its sale and number.
{%- set fields = {
    'sale': 'SaleID', 'credit_note_number': 'CreditNoteNumber', 'status': 'CreditNoteStatus',
    'sale_order_number': 'OrderNumber', 'customer_reference': 'CustomerReference',
    'source_channel': 'SourceChannel',
} %}
with sale_credit_notes as (

    select
        *,
        {{ document_version_id('cin7_core', 'sale_credit_notes') }} as document_version_id,
        {{ json_fields('payload', fields) }} as field_values
    from {{ source('cin7_core', 'sale_credit_notes') }}
    where not {{ json_has_list('payload', 'CreditNotes') }}

),

headers as (

    select
        * exclude (field_values, version_at),
        {{ to_instant('version_at') }} as version_at,
        {{ json_columns('field_values', fields) }}
    from sale_credit_notes

),

-- A row without a number whose status is none names no credit note.
credit_note_headers as (

    select
        source_system,
        source_instance,
        lower(sale) as sale_id,
        document_version_id,
        credit_note_number,
        sale_order_number,
        customer_reference,
        source_channel,
        version_at,
        exported_at,
        landed_at,
        case upper(status)
            when 'AUTHORISED' then 'posted'
            when 'VOIDED' then 'voided'
            else 'pending'
        end as state,
        content_hash,
        source_file,
        source_line
    from headers
    where
        credit_note_number is not null
        or upper(status) in ('DRAFT', 'AUTHORISED', 'VOIDED')

),

numbered_notes as (

    select
        source_system,
        source_instance,
        sale_id,
        credit_note_number,
        min(document_id) as document_id
    from {{ ref('stg_cin7_core__credit_notes') }}
    where credit_note_number is not null
    group by source_system, source_instance, sale_id, credit_note_number

),

only_notes as (

    select
        source_system,
        source_instance,
        sale_id,
        min(document_id) as document_id,
        min(credit_note_number) as credit_note_number
    from {{ ref('stg_cin7_core__credit_notes') }}
    group by source_system, source_instance, sale_id
    having count(distinct document_id) = 1

)

select
    credit_note_headers.*,
    coalesce(
        numbered_notes.document_id,
        case
            when
                credit_note_headers.credit_note_number is null
                or only_notes.credit_note_number is null
                then only_notes.document_id
        end,
        credit_note_headers.sale_id || coalesce(':' || credit_note_headers.credit_note_number, '')
    ) as document_id
from credit_note_headers
left join numbered_notes
    on
        credit_note_headers.source_system = numbered_notes.source_system
        and credit_note_headers.source_instance = numbered_notes.source_instance
        and credit_note_headers.sale_id = numbered_notes.sale_id
        and credit_note_headers.credit_note_number = numbered_notes.credit_note_number
left join only_notes
    on
        credit_note_headers.source_system = only_notes.source_system
        and credit_note_headers.source_instance = only_notes.source_instance
        and credit_note_headers.sale_id = only_notes.sale_id
