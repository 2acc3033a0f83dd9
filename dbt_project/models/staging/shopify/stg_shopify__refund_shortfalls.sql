-- One row per refund version that paid back less than it says (M4.3): lines, shipping and recorded
-- discrepancy, tax included, against the money that succeeded. Only where the order is paid and
-- nothing went out in exchange (a return that never landed may be one: silent is not zero); a refund
-- without any transaction is no smaller refund. What cash rounding explains is left out.
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}
    where state = 'posted' and is_order_paid

),

return_fees as (

    select * from {{ ref('stg_shopify__return_fees') }}

),

promised_amounts as (

    select
        source_instance, refund_id, document_version_id, currency_code,
        net_amount + tax_amount as gross_amount,
        {{ divide('shop_net_amount', 'net_amount') }} as shop_rate, true as is_line
    from {{ ref('stg_shopify__refund_lines') }}
    union all
    select
        source_instance, refund_id, document_version_id, currency_code,
        net_amount + tax_amount as gross_amount,
        null as shop_rate, false as is_line
    from {{ ref('stg_shopify__refund_adjustments') }}

),

promised as (

    select
        source_instance,
        refund_id,
        document_version_id,
        sum(gross_amount) as gross_amount,
        max(shop_rate) as shop_rate,
        bool_or(is_line) as has_lines,
        min(currency_code) as currency_code,
        count(distinct currency_code) as currencies_count
    from promised_amounts
    group by source_instance, refund_id, document_version_id

),

paid as (

    select
        source_instance,
        refund_id,
        document_version_id,
        sum(amount) as paid_amount,
        sum(abs(cash_rounding_amount)) as rounding_amount,
        min(currency_code) as currency_code,
        count(distinct currency_code) as currencies_count
    from {{ ref('stg_shopify__refund_transactions') }}
    where kind = 'refund' and status = 'success'
    group by source_instance, refund_id, document_version_id

),

compared as (

    select
        refunds.source_system,
        refunds.source_instance,
        refunds.refund_id,
        refunds.document_version_id,
        promised.currency_code,
        greatest(promised.gross_amount - paid.paid_amount - paid.rounding_amount, 0)
            as shortfall_amount,
        coalesce(promised.shop_rate, 1) as shop_rate
    from refunds
    inner join promised
        on
            refunds.source_instance = promised.source_instance
            and refunds.refund_id = promised.refund_id
            and refunds.document_version_id = promised.document_version_id
    inner join paid
        on
            refunds.source_instance = paid.source_instance
            and refunds.refund_id = paid.refund_id
            and refunds.document_version_id = paid.document_version_id
            and promised.currency_code = paid.currency_code
    left join return_fees
        on
            refunds.source_instance = return_fees.source_instance
            and refunds.return_id = return_fees.return_id
    where
        promised.has_lines
        and promised.currencies_count = 1
        and paid.currencies_count = 1
        and (refunds.return_id is null or not coalesce(return_fees.is_exchange, true))

),

refund_shortfalls as (

    select
        source_system,
        source_instance,
        refund_id,
        document_version_id,
        currency_code,
        {{ to_cents('shortfall_amount') }} as shortfall_amount,
        {{ to_cents('shortfall_amount * shop_rate') }} as shop_shortfall_amount
    from compared
    where shortfall_amount > 0

)

select * from refund_shortfalls
