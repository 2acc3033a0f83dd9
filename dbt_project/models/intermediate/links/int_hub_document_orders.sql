-- Grain: document of a hub. Its label names the channel; where several channels share a label, or
-- none has it, the channel in which its reference is a known order, if that is just one; a channel
-- without system and label takes what no other contract names (M5.1).
with documents as (
    select * from {{ ref('int_known_documents') }} where tier = 'hub'
),

channels as (
    select * from {{ ref('int_channels') }} where hub_system is not null
),

channel_orders as (
    select distinct company, channel, order_name
    from {{ ref('int_channel_document_orders') }}
    where channel is not null and order_name is not null
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
),

-- Every channel of the hub that could be meant, the nearest first.
candidate_channels as (
    select
        referenced_documents.*,
        channels.channel,
        channels.channel_system is null as is_hub_only,
        channel_orders.order_name is not null as is_known_order,
        case
            when lower(channels.hub_source_channel) = lower(referenced_documents.channel_label)
                then 1
            when channel_orders.order_name is not null then 2
            when channels.hub_source_channel is null and channels.channel_system is null then 3
        end as nearness,
    from referenced_documents
    inner join channels
        on
            referenced_documents.company = channels.company
            and referenced_documents.source_system = channels.hub_system
            and referenced_documents.source_instance = channels.hub_instance
    left join channel_orders
        on
            channels.company = channel_orders.company
            and channels.channel = channel_orders.channel
            and {{ normalised_reference('referenced_documents.customer_reference') }}
            = channel_orders.order_name
),

nearest_channels as (
    select *
    from candidate_channels
    where nearness is not null
    qualify nearness = min(nearness) over (partition by document_key)
),

-- Of several equally near, only the one that knows the order; never a guess between equals.
chosen_channels as (
    select
        *,
        count(*) over (partition by document_key) as candidates_count,
        count(*) filter (is_known_order) over (partition by document_key) as knowing_count,
    from nearest_channels
    qualify candidates_count = 1 or (knowing_count = 1 and is_known_order)
),

-- A customer's own number names an order taken in the hub only where no other sale has it too.
customer_references as (
    select
        documents.company,
        chosen_channels.channel,
        {{ normalised_reference('documents.order_reference') }} as order_name,
    from documents
    inner join chosen_channels on documents.document_key = chosen_channels.document_key
    where documents.is_sale
    group by all
    having count(*) = 1
),

placed_documents as (
    select
        referenced_documents.document_key,
        referenced_documents.company,
        chosen_channels.channel,
        case
            when chosen_channels.is_hub_only and customer_references.order_name is null
                then referenced_documents.hub_reference
            else coalesce(
                referenced_documents.customer_reference, referenced_documents.hub_reference
            )
        end as order_reference,
        referenced_documents.customer_reference,
        referenced_documents.hub_reference,
    from referenced_documents
    left join chosen_channels
        on referenced_documents.document_key = chosen_channels.document_key
    left join customer_references
        on
            referenced_documents.company = customer_references.company
            and chosen_channels.channel = customer_references.channel
            and {{ normalised_reference('referenced_documents.customer_reference') }}
            = customer_references.order_name
)

select
    *,
    {{ normalised_reference('order_reference') }} as order_name,
from placed_documents
