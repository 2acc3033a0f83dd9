-- One row per refund version that cash rounding changed, and by how many cents: what its own
-- transactions say, else what the order says of all its refunds, where this is the only one.
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

latest_orders as (

    select * from {{ ref('stg_shopify__orders') }}
    where is_latest

),

refund_counts as (

    select
        source_instance,
        order_id,
        count(distinct refund_id) as refunds_count
    from refunds
    group by source_instance, order_id

),

transactions as (

    select
        refund_version_key,
        sum(abs(cash_rounding_amount)) as rounding_amount
    from {{ ref('stg_shopify__refund_transactions') }}
    where kind = 'refund' and status = 'success'
    group by refund_version_key

),

refund_roundings as (

    select
        refunds.refund_version_key,
        case
            when transactions.rounding_amount > 0 then transactions.rounding_amount
            when refund_counts.refunds_count = 1 then abs(latest_orders.refund_rounding_amount)
        end as rounding_amount
    from refunds
    inner join transactions on refunds.refund_version_key = transactions.refund_version_key
    inner join refund_counts
        on
            refunds.source_instance = refund_counts.source_instance
            and refunds.order_id = refund_counts.order_id
    left join latest_orders
        on
            refunds.source_instance = latest_orders.source_instance
            and refunds.order_id = latest_orders.order_id

)

select * from refund_roundings
where rounding_amount > 0
