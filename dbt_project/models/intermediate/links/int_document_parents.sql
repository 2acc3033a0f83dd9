-- Grain: document that names a parent (M5.2): by an id within its own system, or, for a ledger
-- document, by a whole token that is the number or id of a return document of a channel's hub or
-- channel system. A ledger document that names several is a batch; a number that documents of more
-- than one order name joins nothing.
with documents as (
    select * from {{ ref('int_known_documents') }}
),

channel_documents as (
    select * from {{ ref('int_channel_document_orders') }}
),

hub_documents as (
    select * from {{ ref('int_hub_document_orders') }}
),

ledger_names as (
    select * from {{ ref('int_ledger_document_names') }} where not is_sale
),

ledger_orders as (
    select * from {{ ref('int_ledger_document_orders') }} where is_known_order
),

document_orders as (
    select document_key, company, channel, order_name from channel_documents
    union all
    select document_key, company, channel, order_name from hub_documents
),

-- What a return document of hub or channel is called.
return_document_names as (
    select distinct
        documents.document_key,
        documents.tier,
        document_orders.company,
        document_orders.channel,
        document_orders.order_name,
        unnest([
            {{ normalised_reference('documents.document_number') }},
            {{ normalised_reference('documents.document_id') }}
        ]) as name,
    from documents
    inner join document_orders on documents.document_key = document_orders.document_key
    where not documents.is_sale and document_orders.channel is not null
),

named_documents as (
    select
        ledger_names.document_key,
        ledger_names.channel,
        ledger_names.token,
        return_document_names.document_key as parent_document_key,
        return_document_names.tier as parent_tier,
        return_document_names.order_name as parent_order_name,
        ledger_orders.order_name as own_order_name,
    from ledger_names
    inner join return_document_names
        on
            ledger_names.company = return_document_names.company
            and ledger_names.channel = return_document_names.channel
            and ledger_names.token = return_document_names.name
    left join ledger_orders
        on
            ledger_names.document_key = ledger_orders.document_key
            and ledger_names.channel = ledger_orders.channel
),

orders_of_names as (
    select
        channel,
        token,
        min(least(parent_order_name, coalesce(own_order_name, parent_order_name)))
            as first_order_name,
        max(greatest(parent_order_name, coalesce(own_order_name, parent_order_name)))
            as last_order_name,
    from named_documents
    group by all
),

-- The hub's document is the nearer parent where a text names the refund beside it.
nearest_parents as (
    select distinct
        named_documents.document_key,
        named_documents.parent_document_key,
        named_documents.parent_tier,
    from named_documents
    inner join orders_of_names
        on
            named_documents.channel = orders_of_names.channel
            and named_documents.token = orders_of_names.token
    where orders_of_names.first_order_name is not distinct from orders_of_names.last_order_name
    qualify named_documents.parent_tier
    = max(named_documents.parent_tier) over (partition by named_documents.document_key)
),

ledger_parents as (
    select
        document_key,
        min(parent_document_key) as parent_document_key,
        count(distinct parent_document_key) as parents_count,
    from nearest_parents
    group by all
),

own_parents as (
    select
        document_key,
        source_system || '/' || source_instance || '/' || parent_document_type || '/'
        || parent_document_id as parent_document_key,
        1 as parents_count,
    from documents
    where parent_document_id is not null
)

select
    document_key,
    case when parents_count = 1 then parent_document_key end as parent_document_key,
    parents_count > 1 as is_batch,
from (
    select * from own_parents
    union all
    select * from ledger_parents
)
