-- Grain: document of a hub. The order as the customer's system numbers it and as the hub does, its
-- label and its date: its sale's, else its own (M5.1).
with documents as (
    select * from {{ ref('int_known_documents') }} where tier = 'hub'
),

sales as (
    select * from documents where is_sale
)

select
    documents.document_key,
    documents.company,
    documents.source_system,
    documents.source_instance,
    documents.is_sale,
    coalesce(sales.document_date, documents.document_date) as document_date,
    coalesce(sales.channel_label, documents.channel_label) as channel_label,
    coalesce(sales.order_reference, documents.order_reference) as customer_reference,
    coalesce(
        sales.order_reference_alternate,
        documents.order_reference_alternate,
        documents.sale_document_id
    ) as hub_reference,
from documents
left join sales
    on
        documents.source_system = sales.source_system
        and documents.source_instance = sales.source_instance
        and documents.sale_document_id = sales.document_id
