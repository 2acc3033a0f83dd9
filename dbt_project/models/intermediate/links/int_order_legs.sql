-- Grain: leg. Every leg as `as_of` knows it, with its order and document set. A journal is derived,
-- and no manual leg, when its text names a return document (M4.11).
with known_legs as (
    select * from {{ ref('int_known_legs') }}
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

documents as (
    select * from {{ ref('int_known_documents') }}
),

placed_legs as (
    select
        known_legs.* exclude (is_manual, leg_kind),
        documents.source_system,
        documents.source_instance,
        documents.document_type,
        documents.document_id,
        documents.document_number,
        document_orders.channel,
        document_orders.order_name,
        document_orders.order_reference,
        document_orders.order_key,
        document_orders.set_id,
        document_orders.parent_document_key,
        document_orders.is_batch,
        known_legs.is_manual and document_orders.parent_document_key is null as is_manual,
        case
            when known_legs.leg_kind <> 'manual_journal' then known_legs.leg_kind
            when document_orders.parent_document_key is null then 'manual_journal'
            when known_legs.layer = 'valuation' then 'cost_reversal'
            when known_legs.layer = 'financial' then 'credit'
            else 'manual_journal'
        end as leg_kind,
    from known_legs
    inner join document_orders on known_legs.document_key = document_orders.document_key
    inner join documents on known_legs.document_key = documents.document_key
)

select
    *,
    not is_excluded and is_posted and not is_voided as is_live,
    {{ cell_bit('tier', 'layer') }} as cell_bit,
    leg_kind in ('credit', 'goodwill', 'chargeback', 'price_adjustment') as is_goods_revenue,
from placed_legs
