-- Grain: document that names a parent (M5.2): by an id within its own system, else, for a ledger
-- document, by a return document's number or id in its text. A ledger document that names several
-- is a batch; a channel's consolidated posting is one anyway, whatever it names (M5.5).
with documents as (
    select * from {{ ref('int_known_documents') }}
),

named_parents as (
    select * from {{ ref('int_ledger_document_parents') }}
),

postings as (
    select document_key from {{ ref('int_posting_matches') }}
),

own_parents as (
    select
        document_key,
        source_system || '/' || source_instance || '/' || parent_document_type || '/'
        || parent_document_id as parent_document_key,
    from documents
    where parent_document_id is not null
),

all_parents as (
    select document_key, parent_document_key from own_parents
    union all
    select document_key, parent_document_key from named_parents
    where
        document_key not in (select document_key from own_parents)
        and document_key not in (select document_key from postings)
)

select
    document_key,
    case when count(*) = 1 then any_value(parent_document_key) end as parent_document_key,
    count(*) > 1 as is_batch,
from all_parents
group by document_key
