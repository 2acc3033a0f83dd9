-- Grain: manual document × order with return lines that its number, reference or text names
-- (M5, `manual_reference`), with the return documents that it names there. A ledger document may
-- also name its order by the contract's pattern (M5.5), which linking has read already.
with manual_documents as (
    select distinct document_key from {{ ref('int_manual_legs') }}
),

documents as (
    select * from {{ ref('int_known_documents') }}
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

return_names as (
    select * from {{ ref('int_return_names') }}
),

document_tokens as (
    select
        manual_documents.document_key,
        documents.company,
        unnest({{ document_names('documents') }}) as token,
    from manual_documents
    inner join documents on manual_documents.document_key = documents.document_key
),

named_orders as (
    select
        document_tokens.document_key,
        return_names.order_key,
        return_names.return_document_key,
    from document_tokens
    inner join return_names
        on
            document_tokens.company = return_names.company
            and document_tokens.token = return_names.name
    union
    select
        manual_documents.document_key,
        document_orders.order_key,
        cast(null as varchar) as return_document_key,
    from manual_documents
    inner join document_orders on manual_documents.document_key = document_orders.document_key
    inner join return_names on document_orders.order_key = return_names.order_key
)

select
    document_key,
    order_key,
    list(distinct return_document_key order by return_document_key)
        filter (return_document_key is not null) as return_document_keys,
    count(*) over (partition by document_key) as orders_count,
from named_orders
group by document_key, order_key
