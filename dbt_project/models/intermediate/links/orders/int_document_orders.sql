-- Grain: document. The company, channel and order to which it belongs: its own, else its set's,
-- else for a ledger document the one order that it names (M5.1). What belongs to no order is an
-- order of its own set; what belongs to no channel is `unassigned`, where equal names of two
-- instances are two orders.
with documents as (
    select * from {{ ref('int_known_documents') }}
),

document_sets as (
    select * from {{ ref('int_document_sets') }}
),

channel_documents as (
    select * from {{ ref('int_channel_document_orders') }}
),

hub_documents as (
    select * from {{ ref('int_hub_document_orders') }}
),

ledger_documents as (
    select * from {{ ref('int_ledger_document_orders') }}
),

batch_documents as (
    select * from {{ ref('int_batch_documents') }}
),

-- A ledger document that names one known order, or just one order at all; equals name none.
named_orders as (
    select
        document_key,
        channel,
        order_name,
        name as order_reference,
    from ledger_documents
    qualify
        (is_known_order and count(*) filter (is_known_order) over (partition by document_key) = 1)
        or count(*) over (partition by document_key) = 1
),

own_orders as (
    select document_key, channel, order_name, order_reference, 1 as rank from channel_documents
    union all
    select document_key, channel, order_name, order_reference, 2 as rank from hub_documents
    union all
    select document_key, channel, order_name, order_reference, 4 as rank from named_orders
    union all
    -- A batch is its channel's and of no order.
    select document_key, channel, null as order_name, null as order_reference, 5 as rank
    from batch_documents
),

-- What a set's members in channel and hub say is the order of all of them, if they say one thing.
set_orders as (
    select
        document_sets.set_id,
        any_value(own_orders.channel) as channel,
        any_value(own_orders.order_name) as order_name,
        arg_min(own_orders.order_reference, own_orders.rank) as order_reference,
        3 as rank,
    from document_sets
    inner join own_orders on document_sets.document_key = own_orders.document_key
    where own_orders.rank < 4 and own_orders.channel is not null
    group by all
    having
        min(own_orders.order_name) is not distinct from max(own_orders.order_name)
        and min(own_orders.channel) = max(own_orders.channel)
),

all_orders as (
    select document_key, channel, order_name, order_reference, rank from own_orders
    union all
    select
        document_sets.document_key,
        set_orders.channel,
        set_orders.order_name,
        set_orders.order_reference,
        set_orders.rank,
    from document_sets
    inner join set_orders on document_sets.set_id = set_orders.set_id
),

placed_documents as (
    select
        documents.document_key,
        documents.company,
        documents.source_system || '/' || documents.source_instance as source,
        coalesce(all_orders.channel, 'unassigned') as channel,
        all_orders.order_name,
        all_orders.order_reference,
        document_sets.set_id,
        document_sets.parent_document_key,
        document_sets.is_batch or batch_documents.document_key is not null as is_batch,
    from documents
    inner join document_sets on documents.document_key = document_sets.document_key
    left join all_orders on documents.document_key = all_orders.document_key
    left join batch_documents on documents.document_key = batch_documents.document_key
    qualify row_number() over (
        partition by documents.document_key
        order by all_orders.order_name is null, all_orders.channel is null, all_orders.rank
    ) = 1
)

select
    * exclude (source),
    company || '|' || channel || '|' || case
        when order_name is null then set_id
        when channel = 'unassigned' then source || '/' || order_name
        else order_name
    end as order_key,
from placed_documents
