-- Grain: document × kit SKU on its lines, with the order whose sale says what the kit was, and the
-- date of that sale (M4.7). A document without a sold order takes that of the one order that it
-- names, itself or by a document of its return; where no sale is known, its own order's first date.
with converted_legs as (
    select * from {{ ref('int_converted_legs') }}
),

sale_lines as (
    select * from {{ ref('int_converted_sale_lines') }}
),

kits as (
    select kit_sku from {{ ref('stg_reference__kit_components') }}
),

documents as (
    select * from {{ ref('int_known_documents') }}
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

order_names as (
    select * from {{ ref('int_order_names') }}
),

kit_lines as (
    select document_key, sku as kit_sku from converted_legs
    where sku in (select kit_sku from kits)
    union
    select document_key, sku as kit_sku from sale_lines
    where sku in (select kit_sku from kits)
),

-- The sale's date is that of the first of channel, hub and ledger that holds it (M4.13).
sale_dates as (
    select
        order_key,
        arg_min(
            sale_date,
            (case tier when 'channel' then 1 when 'hub' then 2 else 3 end, sale_date)
        ) as sale_date,
    from sale_lines
    where sale_date is not null
    group by order_key
),

order_dates as (
    select
        document_orders.order_key,
        min(documents.document_date) as first_date,
    from document_orders
    inner join documents on document_orders.document_key = documents.document_key
    group by document_orders.order_key
),

unsold_documents as (
    select kit_lines.document_key
    from kit_lines
    inner join document_orders on kit_lines.document_key = document_orders.document_key
    left join sale_dates on document_orders.order_key = sale_dates.order_key
    where sale_dates.order_key is null
),

document_tokens as (
    select
        documents.document_key,
        documents.company,
        unnest({{ document_names('documents') }}) as token,
    from unsold_documents
    inner join documents on unsold_documents.document_key = documents.document_key
),

names as (
    select
        company,
        {{ named_order_key() }} as order_key,
        name,
    from order_names
    union all
    select
        documents.company,
        document_orders.order_key,
        unnest({{ return_document_names('documents') }}) as name,
    from documents
    inner join document_orders on documents.document_key = document_orders.document_key
    where not documents.is_sale
),

named_orders as (
    select
        document_tokens.document_key,
        min(names.order_key) as order_key,
    from document_tokens
    inner join names
        on document_tokens.company = names.company and document_tokens.token = names.name
    inner join sale_dates on names.order_key = sale_dates.order_key
    group by document_tokens.document_key
    having count(distinct names.order_key) = 1
)

select
    kit_lines.document_key,
    kit_lines.kit_sku,
    coalesce(named_orders.order_key, document_orders.order_key) as sale_order_key,
    coalesce(sale_dates.sale_date, order_dates.first_date) as sale_date,
from kit_lines
inner join document_orders on kit_lines.document_key = document_orders.document_key
inner join order_dates on document_orders.order_key = order_dates.order_key
left join named_orders on kit_lines.document_key = named_orders.document_key
left join sale_dates
    on coalesce(named_orders.order_key, document_orders.order_key) = sale_dates.order_key
