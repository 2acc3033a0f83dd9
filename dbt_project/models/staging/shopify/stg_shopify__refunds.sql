-- One row per refund × version with its state (M4.1), its return and its order's tax basis.
-- A refund is posted unless it has transactions and all of them are pending or failed: none at all
-- is a refund of an unpaid order, or an even exchange, and reverses revenue all the same.
-- A refund on its own does not say whether its amounts include tax: the latest landed version of
-- its order does; where none landed the amounts are read as exclusive, and the row says so. The
-- order's source is the refund's too, wherever the goods came back.
with refund_versions as (

    select * from {{ ref('stg_shopify__refund_versions') }}

),

orders as (

    select * from {{ ref('stg_shopify__orders') }}

),

latest_orders as (

    select * from orders
    where is_latest

),

instances as (

    select * from {{ ref('stg_reference__source_instances') }}

),

return_refunds as (

    select * from {{ ref('stg_shopify__return_refunds') }}

),

payments as (

    select
        refund_version_key,
        bool_and(coalesce(status, '') in ('pending', 'failure', 'error')) as is_unpaid,
        bool_and(is_test) as is_test,
        min(currency_code) as currency_code
    from {{ ref('stg_shopify__refund_transactions') }}
    group by refund_version_key

),

refunds as (

    select
        -- keys
        refund_versions.source_system,
        refund_versions.source_instance,
        refund_versions.refund_id,
        refund_versions.document_version_id,
        refund_versions.refund_version_key,
        refund_versions.order_id,
        containers.order_name,
        coalesce(containers.source_name, latest_orders.source_name) as source_name,
        coalesce(refund_versions.named_return_id, return_refunds.return_id) as return_id,
        -- when
        refund_versions.created_at,
        {{ local_date('refund_versions.created_at', 'instances.time_zone') }} as refund_date,
        refund_versions.version_at,
        refund_versions.exported_at,
        refund_versions.landed_at,
        -- money
        coalesce(
            containers.shop_currency_code, latest_orders.shop_currency_code, payments.currency_code
        ) as shop_currency_code,
        coalesce(containers.has_taxes_included, latest_orders.has_taxes_included, false)
            as has_taxes_included,
        -- flags
        case when payments.is_unpaid then 'pending' else 'posted' end as state,
        refund_versions.is_embedded,
        refund_versions.is_restocking,
        not {{ json_has_list('refund_versions.payload', 'refund_line_items') }} as is_header_only,
        coalesce(containers.is_paid, latest_orders.is_paid, false) as is_order_paid,
        coalesce(containers.is_test, latest_orders.is_test, false)
        or coalesce(payments.is_test, false) as is_test,
        coalesce(containers.has_taxes_included, latest_orders.has_taxes_included) is null
            as is_tax_basis_uncertain,
        row_number() over (
            partition by refund_versions.source_instance, refund_versions.refund_id
            order by
                {{ latest_version_first('refund_versions') }},
                refund_versions.document_version_id asc
        ) = 1 as is_latest,
        -- content and origin
        refund_versions.payload,
        refund_versions.content_hash,
        refund_versions.source_file,
        refund_versions.source_line
    from refund_versions
    left join orders as containers
        on
            refund_versions.source_instance = containers.source_instance
            and refund_versions.order_id = containers.order_id
            and refund_versions.document_version_id = containers.document_version_id
    left join latest_orders
        on
            refund_versions.source_instance = latest_orders.source_instance
            and refund_versions.order_id = latest_orders.order_id
    left join payments
        on refund_versions.refund_version_key = payments.refund_version_key
    left join return_refunds
        on
            refund_versions.source_instance = return_refunds.source_instance
            and refund_versions.refund_id = return_refunds.refund_id
    left join instances
        on
            refund_versions.source_system = instances.source_system
            and refund_versions.source_instance = instances.source_instance

)

select * from refunds
