-- Grain: document of a channel system. The channel whose contract names its source, else the one
-- that takes what no other contract names, by the rows that hold on the day of its sale; the order
-- as its sale document writes it (M5.1).
with documents as (
    select * from {{ ref('int_known_documents') }} where tier = 'channel'
),

channels as (
    select * from {{ ref('int_channels') }} where channel_system is not null
),

sales as (
    select * from documents where is_sale
),

referenced_documents as (
    select
        documents.document_key,
        documents.company,
        documents.source_system,
        documents.source_instance,
        coalesce(sales.document_date, documents.document_date) as document_date,
        coalesce(sales.channel_label, documents.channel_label) as channel_label,
        coalesce(
            sales.order_reference, documents.order_reference, documents.sale_document_id
        ) as order_reference,
    from documents
    left join sales
        on
            documents.source_system = sales.source_system
            and documents.source_instance = sales.source_instance
            and documents.sale_document_id = sales.document_id
)

select
    referenced_documents.document_key,
    referenced_documents.company,
    channels.channel,
    referenced_documents.order_reference,
    {{ normalised_reference('referenced_documents.order_reference') }} as order_name,
from referenced_documents
left join channels
    on
        referenced_documents.company = channels.company
        and referenced_documents.source_system = channels.channel_system
        and referenced_documents.source_instance = channels.channel_instance
        and (
            channels.source_name is null
            or lower(channels.source_name) = lower(referenced_documents.channel_label)
        )
qualify row_number() over (
    partition by referenced_documents.document_key
    order by
        {{ holds_on('referenced_documents.document_date', 'channels') }} desc,
        channels.source_name is null,
        channels.channel,
        channels.valid_from
) = 1
