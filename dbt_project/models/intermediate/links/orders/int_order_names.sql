-- Grain: company × channel × name under which an order of the channel is known: as the channel
-- writes it, the hub's own number, the customer's reference. A name of several orders names none.
with channel_documents as (
    select * from {{ ref('int_channel_document_orders') }}
),

hub_documents as (
    select * from {{ ref('int_hub_document_orders') }}
),

all_names as (
    select company, channel, order_name, order_name as name from channel_documents
    union all
    select company, channel, order_name, order_name as name from hub_documents
    union all
    select
        company,
        channel,
        order_name,
        {{ normalised_reference('customer_reference') }} as name,
    from hub_documents
    union all
    select
        company,
        channel,
        order_name,
        {{ normalised_reference('hub_reference') }} as name,
    from hub_documents
)

select
    company,
    channel,
    name,
    any_value(order_name) as order_name,
from all_names
where channel is not null and name is not null
group by all
having min(order_name) = max(order_name)
