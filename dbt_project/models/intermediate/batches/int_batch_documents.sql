-- Grain: ledger document that sums up others, with its channel: a channel's consolidated posting
-- (M5.5), or a document that names several return documents of one channel (M5.2), which covers
-- these alone, whatever tier they are of.
with posting_matches as (
    select * from {{ ref('int_posting_matches') }}
),

batch_parents as (
    select named_parents.*
    from {{ ref('int_ledger_document_parents') }} as named_parents
    inner join {{ ref('int_document_parents') }} as parents
        on named_parents.document_key = parents.document_key and parents.is_batch
),

return_documents as (
    select document_key, company, channel from {{ ref('int_channel_document_orders') }}
    union all
    select document_key, company, channel from {{ ref('int_hub_document_orders') }}
)

select
    document_key,
    company,
    channel,
    ledger_posting,
    revenue_tier,
from posting_matches
union all
select
    batch_parents.document_key,
    min(return_documents.company) as company,
    min(return_documents.channel) as channel,
    'document' as ledger_posting,
    cast(null as varchar) as revenue_tier,
from batch_parents
inner join return_documents on batch_parents.parent_document_key = return_documents.document_key
group by batch_parents.document_key
having min(return_documents.channel) = max(return_documents.channel)
