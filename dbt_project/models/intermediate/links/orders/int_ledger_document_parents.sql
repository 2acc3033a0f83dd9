-- Grain: ledger document × return document of channel or hub that a whole token of its number,
-- reference or text names (M5, `document_link`): only inside one contract, and never across two
-- known orders. A number that documents of more than one order name joins nothing (M5.2).
with documents as (
    select * from {{ ref('int_known_documents') }} where not is_sale
),

ledger_names as (
    select * from {{ ref('int_ledger_document_names') }} where not is_sale
),

-- The one known order that a ledger document names, in whichever channel.
ledger_orders as (
    select
        document_key,
        any_value(channel) as channel,
        any_value(order_name) as order_name,
    from {{ ref('int_ledger_document_orders') }}
    where is_known_order
    group by document_key
    having count(distinct channel || '|' || order_name) = 1
),

document_orders as (
    select document_key, channel, order_name from {{ ref('int_channel_document_orders') }}
    union all
    select document_key, channel, order_name from {{ ref('int_hub_document_orders') }}
),

-- What a return document of hub or channel is called.
return_document_names as (
    select
        documents.document_key,
        documents.tier,
        documents.company,
        document_orders.channel,
        document_orders.order_name,
        unnest({{ return_document_names('documents') }}) as name,
    from documents
    inner join document_orders on documents.document_key = document_orders.document_key
),

-- A number that fits in two channels, where no order says which, is no link.
named_documents as (
    select
        ledger_names.document_key,
        ledger_names.company,
        ledger_names.channel,
        ledger_names.token,
        return_document_names.document_key as parent_document_key,
        return_document_names.tier = 'hub' as is_hub_parent,
        return_document_names.order_name as parent_order_name,
        ledger_orders.order_name as own_order_name,
    from ledger_names
    inner join return_document_names
        on
            ledger_names.company = return_document_names.company
            and ledger_names.channel = return_document_names.channel
            and ledger_names.token = return_document_names.name
    left join ledger_orders on ledger_names.document_key = ledger_orders.document_key
    where coalesce(ledger_orders.channel, ledger_names.channel) = ledger_names.channel
    window same_token as (partition by ledger_names.document_key, ledger_names.token)
    qualify
        min(ledger_names.channel) over same_token = max(ledger_names.channel) over same_token
),

numbers_of_one_order as (
    select
        company,
        channel,
        token,
    from named_documents
    group by all
    having
        min(least(parent_order_name, own_order_name))
        is not distinct from max(greatest(parent_order_name, own_order_name))
)

-- The hub's document is the nearer parent where a text names the refund beside it.
select distinct
    named_documents.document_key,
    named_documents.parent_document_key,
from named_documents
inner join numbers_of_one_order
    on
        named_documents.company = numbers_of_one_order.company
        and named_documents.channel = numbers_of_one_order.channel
        and named_documents.token = numbers_of_one_order.token
qualify
    named_documents.is_hub_parent
    = bool_or(named_documents.is_hub_parent) over (partition by named_documents.document_key)
