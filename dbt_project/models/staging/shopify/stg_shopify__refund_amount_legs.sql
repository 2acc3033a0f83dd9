-- One row per leg of a refund that is no line: shipping, what was refunded more or less than the
-- lines, and cash (M4.3). A discrepancy beside refund lines changes their price; alone it is
-- goodwill, a credit without units. Cash is kept beside the grid, one leg per refund transaction,
-- and counts only where it succeeded.
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

adjustments as (

    select * from {{ ref('stg_shopify__refund_adjustments') }}
    where net_amount <> 0 or tax_amount <> 0

),

transactions as (

    select * from {{ ref('stg_shopify__refund_transactions') }}
    where kind = 'refund'

),

refunds_with_lines as (

    select distinct
        source_instance,
        refund_id,
        document_version_id
    from {{ ref('stg_shopify__refund_lines') }}

),

adjustment_legs as (

    select
        refunds.source_system,
        refunds.source_instance,
        refunds.refund_id,
        refunds.document_version_id,
        'adjustment:' || adjustments.amount_kind as leg_key,
        'financial' as layer,
        case
            when adjustments.amount_kind = 'shipping' then 'shipping'
            when refunds_with_lines.refund_id is not null then 'price_adjustment'
            else 'goodwill'
        end as leg_kind,
        refunds.created_at,
        refunds.refund_date,
        adjustments.currency_code,
        {{ to_cents('adjustments.net_amount') }} as net_amount,
        {{ to_cents('adjustments.tax_amount') }} as tax_amount,
        {{ to_cents('adjustments.shop_net_amount') }} as shop_net_amount,
        refunds.state = 'posted' as is_posted
    from adjustments
    inner join refunds
        on
            adjustments.source_instance = refunds.source_instance
            and adjustments.refund_id = refunds.refund_id
            and adjustments.document_version_id = refunds.document_version_id
    left join refunds_with_lines
        on
            adjustments.source_instance = refunds_with_lines.source_instance
            and adjustments.refund_id = refunds_with_lines.refund_id
            and adjustments.document_version_id = refunds_with_lines.document_version_id

),

cash_legs as (

    select
        refunds.source_system,
        refunds.source_instance,
        refunds.refund_id,
        refunds.document_version_id,
        'cash:' || transactions.transaction_id as leg_key,
        null as layer,
        'cash' as leg_kind,
        refunds.created_at,
        refunds.refund_date,
        transactions.currency_code,
        transactions.amount as net_amount,
        null as tax_amount,
        null as shop_net_amount,
        coalesce(transactions.status, '') = 'success' and not transactions.is_test as is_posted
    from transactions
    inner join refunds
        on
            transactions.source_instance = refunds.source_instance
            and transactions.refund_id = refunds.refund_id
            and transactions.document_version_id = refunds.document_version_id

),

refund_amount_legs as (

    select * from adjustment_legs
    union all
    select * from cash_legs

)

select * from refund_amount_legs
