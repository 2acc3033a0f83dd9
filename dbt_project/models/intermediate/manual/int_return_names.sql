-- Grain: company × order with return lines × name that a text can give it: a name of the order, or
-- the number or id of one of its return documents, which is then the document meant.
with line_legs as (
    select * from {{ ref('int_line_legs') }} where reading_id is null and return_line_id is not null
),

order_names as (
    select
        company,
        {{ named_order_key() }} as order_key,
        name,
    from {{ ref('int_order_names') }}
),

return_orders as (
    select distinct company, order_key from line_legs
),

document_names as (
    select distinct
        company,
        order_key,
        document_key,
        unnest({{ return_document_names('line_legs') }}) as name,
    from line_legs
)

select
    return_orders.company,
    return_orders.order_key,
    order_names.name,
    cast(null as varchar) as return_document_key,
from return_orders
inner join order_names
    on
        return_orders.company = order_names.company
        and return_orders.order_key = order_names.order_key
union
select
    company,
    order_key,
    name,
    document_key as return_document_key,
from document_names
where name is not null
