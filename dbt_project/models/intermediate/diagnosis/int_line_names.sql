-- Grain: return line. What people call the systems and documents that a sentence about it may name:
-- a tier's system by the contract, else by the legs; a document by its number, else its id.
with line_legs as (
    select * from {{ ref('int_linked_legs') }}
    where leg_kind <> 'cash'
),

lines as (
    select * from {{ ref('int_return_lines') }} where reading_id is null
),

situations as (
    select * from {{ ref('int_line_situations') }}
),

duplicates as (
    select * from {{ ref('int_line_documents') }} where duplicate_units > 0
),

refused_lines as (
    select * from {{ ref('int_refused_lines') }}
),

leg_systems as (
    select
        return_line_id,
        {%- for tier in ['channel', 'hub', 'ledger'] %}
        min(source_system) filter (tier = '{{ tier }}') as {{ tier }}_system,
        {%- endfor %}
    from line_legs
    group by all
),

documents as (
    select
        line_legs.return_line_id,
        line_legs.tier,
        line_legs.layer,
        line_legs.document_key,
        bool_or(line_legs.is_manual) as is_manual,
        bool_or(
            line_legs.recorded_at_basis in ('created', 'modified')
            and line_legs.recorded_at > line_legs.first_signed_at
        ) as is_recorded_late,
        min(line_legs.posted_date) as first_posted_date,
        coalesce(any_value(line_legs.document_number), any_value(line_legs.document_id))
            as document_number,
        {{ document_label('any_value(line_legs.document_type)') }} || ' '
        || coalesce(any_value(line_legs.document_number), any_value(line_legs.document_id))
            as document_name,
    from line_legs
    group by all
),

-- The document of the cell that the situation is about; where that is empty, the earliest credit,
-- else the earliest of all. What came after a sign-off is about that document.
quoted_documents as (
    select
        documents.return_line_id,
        arg_min(
            documents.document_name,
            (
                situations.diagnosis = 'processed_after_reconciliation'
                and not documents.is_recorded_late,
                documents.tier <> situations.document_tier
                or coalesce(documents.layer, '') <> situations.document_layer,
                coalesce(documents.layer, '') <> 'financial',
                documents.first_posted_date,
                documents.document_key
            )
        ) as credit_document,
        arg_max(
            documents.document_number, (documents.first_posted_date, documents.document_key)
        ) filter (documents.is_manual) as manual_document,
        arg_max(
            documents.document_number,
            (
                duplicates.document_key is not null,
                documents.first_posted_date,
                documents.document_key
            )
        ) filter (
            documents.tier = situations.document_tier
            and documents.layer = situations.document_layer
        ) as duplicate_document,
    from documents
    inner join situations on documents.return_line_id = situations.return_line_id
    left join duplicates
        on
            documents.return_line_id = duplicates.return_line_id
            and documents.tier = duplicates.tier
            and documents.layer = duplicates.layer
            and documents.document_key = duplicates.document_key
    group by all
)

select
    lines.return_line_id,
    {%- for tier in ['channel', 'hub', 'ledger'] %}
    {{ system_label('coalesce(lines.' ~ tier ~ '_system, leg_systems.' ~ tier ~ '_system)') }}
        as {{ tier }}_system,
    {%- endfor %}
    quoted_documents.credit_document,
    coalesce(quoted_documents.manual_document, refused_lines.refused_document)
        as manual_document,
    quoted_documents.duplicate_document,
from lines
left join leg_systems on lines.return_line_id = leg_systems.return_line_id
left join quoted_documents on lines.return_line_id = quoted_documents.return_line_id
left join refused_lines on lines.return_line_id = refused_lines.return_line_id
