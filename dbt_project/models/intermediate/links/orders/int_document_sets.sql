-- Grain: document. The set that it belongs to (M5.2): documents joined through parents, named after
-- the last parent, also when that one never landed. A document names at most one parent, so three
-- steps reach the end of every chain that systems write (note of a note of a refund of a return).
with documents as (
    select * from {{ ref('int_known_documents') }}
),

parents as (
    select * from {{ ref('int_document_parents') }}
)

select
    documents.document_key,
    coalesce(
        third.parent_document_key,
        second.parent_document_key,
        first.parent_document_key,
        documents.document_key
    ) as set_id,
    first.parent_document_key,
    coalesce(first.is_batch, false) as is_batch,
from documents
left join parents as first on documents.document_key = first.document_key
left join parents as second on first.parent_document_key = second.document_key
left join parents as third on second.parent_document_key = third.document_key
