-- Grain: document of a hub. Its channel, and the order by the name that the channel gives it; an
-- order taken in the hub itself by the customer's number where no other sale has it, else by the
-- hub's own (M5.1).
with documents as (
    select * from {{ ref('int_hub_documents') }}
),

document_channels as (
    select * from {{ ref('int_hub_document_channels') }}
),

placed_documents as (
    select
        documents.*,
        {{ normalised_reference('documents.customer_reference') }} as customer_name,
        document_channels.channel,
        document_channels.is_hub_only,
    from documents
    left join document_channels on documents.document_key = document_channels.document_key
),

customer_names as (
    select
        company,
        channel,
        customer_name,
    from placed_documents
    where is_sale
    group by all
    having count(*) = 1
),

referenced_documents as (
    select
        placed_documents.document_key,
        placed_documents.company,
        placed_documents.channel,
        case
            when placed_documents.is_hub_only and customer_names.customer_name is null
                then placed_documents.hub_reference
            else coalesce(placed_documents.customer_reference, placed_documents.hub_reference)
        end as order_reference,
        placed_documents.customer_reference,
        placed_documents.hub_reference,
    from placed_documents
    left join customer_names
        on
            placed_documents.company = customer_names.company
            and placed_documents.channel = customer_names.channel
            and placed_documents.customer_name = customer_names.customer_name
)

select
    *,
    {{ normalised_reference('order_reference') }} as order_name,
from referenced_documents
