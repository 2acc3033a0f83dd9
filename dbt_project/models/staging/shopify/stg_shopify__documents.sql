{{ config(materialized='view') }}
-- Canonical documents of Shopify: one row per document × version. A refund that one version of its
-- order holds and another does not is `absent` in the other (M3.3): that proves when it appeared,
-- or that it vanished. A version that carries no list of refunds says nothing about them. A
-- cancelled order stays a sale: Shopify takes its lines back by a refund.
with orders as (

    select * from {{ ref('stg_shopify__orders') }}

),

refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

returns as (

    select * from {{ ref('stg_shopify__returns') }}

),

embedded_refunds as (

    select distinct
        source_instance,
        order_id,
        refund_id
    from refunds
    where is_embedded

),

absent_refunds as (

    select
        orders.*,
        embedded_refunds.refund_id
    from orders
    inner join embedded_refunds
        on
            orders.source_instance = embedded_refunds.source_instance
            and orders.order_id = embedded_refunds.order_id
    left join refunds
        on
            embedded_refunds.source_instance = refunds.source_instance
            and embedded_refunds.refund_id = refunds.refund_id
            and orders.document_version_id = refunds.document_version_id
    where orders.has_refund_list and refunds.refund_id is null

),

documents as (

    select
        source_system, source_instance, 'order' as document_type, order_id as document_id,
        document_version_id, order_name as document_number, order_id as sale_document_id,
        null as parent_document_type, null as parent_document_id,
        order_name as order_reference, source_name as channel_label, order_date as document_date,
        created_at, version_at, exported_at, landed_at,
        'posted' as state, is_test, is_header_only,
        has_taxes_included is null as is_tax_basis_uncertain,
        content_hash, source_file, source_line
    from orders
    union all
    select
        source_system, source_instance, 'refund' as document_type, refund_id as document_id,
        document_version_id, refund_id as document_number, order_id as sale_document_id,
        case when return_id is not null then 'return' end as parent_document_type,
        return_id as parent_document_id,
        order_name as order_reference, source_name as channel_label, refund_date as document_date,
        created_at, version_at, exported_at, landed_at,
        state, is_test, is_header_only, is_tax_basis_uncertain,
        content_hash, source_file, source_line
    from refunds
    union all
    select
        source_system, source_instance, 'refund' as document_type, refund_id as document_id,
        document_version_id, refund_id as document_number, order_id as sale_document_id,
        null as parent_document_type, null as parent_document_id,
        order_name as order_reference, source_name as channel_label, null as document_date,
        null as created_at, version_at, exported_at, landed_at,
        'absent' as state, is_test, false as is_header_only, false as is_tax_basis_uncertain,
        content_hash, source_file, source_line
    from absent_refunds
    union all
    select
        source_system, source_instance, 'return' as document_type, return_id as document_id,
        document_version_id, return_name as document_number, order_id as sale_document_id,
        null as parent_document_type, null as parent_document_id,
        order_name as order_reference, source_name as channel_label, return_date as document_date,
        created_at, version_at, exported_at, landed_at,
        state, is_test, false as is_header_only, false as is_tax_basis_uncertain,
        content_hash, source_file, source_line
    from returns

)

{{ select_shape(
    'documents', 'documents', absent=['order_reference_alternate', 'reference_text']
) }}
