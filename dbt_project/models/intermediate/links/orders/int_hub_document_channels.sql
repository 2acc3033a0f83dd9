-- Grain: document of a hub whose channel is known. Its label names the channel; where several
-- channels share a label, or none has it, the channel in which its reference is a known order, if
-- that is just one; a channel without system and label takes what no other contract names (M5.1).
-- Contract rows that hold on the day of the sale come before those that do not.
with documents as (
    select * from {{ ref('int_hub_documents') }}
),

channels as (
    select * from {{ ref('int_channels') }} where hub_system is not null
),

channel_orders as (
    select distinct company, channel, order_name
    from {{ ref('int_channel_document_orders') }}
    where channel is not null and order_name is not null
),

-- Every channel of the hub that could be meant, the nearest first.
candidate_channels as (
    select
        documents.document_key,
        channels.channel,
        channels.channel_system is null as is_hub_only,
        channel_orders.order_name is not null as is_known_order,
        case
            when lower(channels.hub_source_channel) = lower(documents.channel_label) then 1
            when channel_orders.order_name is not null then 2
            when channels.hub_source_channel is null and channels.channel_system is null then 3
        end as nearness,
        {{ holds_on('documents.document_date', 'channels') }} as is_in_force,
    from documents
    inner join channels
        on
            documents.company = channels.company
            and documents.source_system = channels.hub_system
            and documents.source_instance = channels.hub_instance
    left join channel_orders
        on
            channels.company = channel_orders.company
            and channels.channel = channel_orders.channel
            and {{ normalised_reference('documents.customer_reference') }}
            = channel_orders.order_name
),

candidates_in_force as (
    select *
    from candidate_channels
    where nearness is not null
    qualify is_in_force = bool_or(is_in_force) over (partition by document_key)
),

nearest_channels as (
    select distinct
        document_key,
        channel,
        is_hub_only,
        is_known_order,
    from candidates_in_force
    qualify nearness = min(nearness) over (partition by document_key)
)

-- Of several equally near, only the one that knows the order; never a guess between equals.
select
    document_key,
    channel,
    is_hub_only,
from nearest_channels
qualify
    count(*) over (partition by document_key) = 1
    or (is_known_order and count(*) filter (is_known_order) over (partition by document_key) = 1)
