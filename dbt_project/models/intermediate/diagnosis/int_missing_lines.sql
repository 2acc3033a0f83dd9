-- Grain: order that a document names of which only its header ever landed: its lines are missing, so
-- nobody can say what it credited (M7, `missing_lines`). A ledger's header names an order in its
-- text, a hub's by its sale.
with all_documents as (
    {{ union_systems('documents') }}
),

source_instances as (
    select * from {{ ref('stg_reference__source_instances') }}
),

return_names as (
    select * from {{ ref('int_return_names') }}
),

documents as (
    select * from {{ ref('int_known_documents') }}
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

headers as (
    select
        source_system,
        source_instance,
        document_type,
        document_id,
        max(sale_document_id) as sale_document_id,
        max(document_number) as document_number,
        max(order_reference) as order_reference,
        max(reference_text) as reference_text,
    from all_documents
    where state <> 'absent'
    group by all
    having bool_and(is_header_only)
),

header_tokens as (
    select
        source_instances.company,
        unnest({{ document_names('headers') }}) as token,
    from headers
    inner join source_instances
        on
            headers.source_system = source_instances.source_system
            and headers.source_instance = source_instances.source_instance
)

select return_names.order_key
from header_tokens
inner join return_names
    on
        header_tokens.company = return_names.company
        and header_tokens.token = return_names.name
union
select document_orders.order_key
from headers
inner join documents
    on
        headers.source_system = documents.source_system
        and headers.source_instance = documents.source_instance
        and headers.sale_document_id = documents.document_id
        and documents.is_sale
inner join document_orders on documents.document_key = document_orders.document_key
