-- One row per refund version that paid back less than it says (M4.3): lines, shipping, duties, fees
-- and recorded discrepancy, tax included, against the money that succeeded. Only where the order is
-- paid and nothing went out in exchange (a return that never landed may be one: silent is not
-- zero); a refund without any transaction is no smaller refund. What cash rounding explains is left
-- out.
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}
    where state = 'posted' and is_order_paid

),

return_fees as (

    select * from {{ ref('stg_shopify__return_fees') }}

),

roundings as (

    select * from {{ ref('stg_shopify__refund_roundings') }}

),

promised_lines as (

    select
        refund_version_key,
        min(currency_code) as currency_code,
        count(distinct currency_code) as currencies_count,
        sum(net_amount + tax_amount) as gross_amount,
        {{ divide('sum(shop_net_amount)', 'sum(net_amount)') }} as shop_rate
    from {{ ref('stg_shopify__refund_lines') }}
    group by refund_version_key

),

promised_adjustments as (

    select
        refund_version_key,
        sum(net_amount + tax_amount) as gross_amount
    from {{ ref('stg_shopify__refund_adjustments') }}
    group by refund_version_key

),

promised_charges as (

    select
        refund_version_key,
        sum(net_amount) as gross_amount
    from {{ ref('stg_shopify__refund_charges') }}
    group by refund_version_key

),

paid as (

    select
        refund_version_key,
        min(currency_code) as currency_code,
        count(distinct currency_code) as currencies_count,
        sum(amount) as paid_amount
    from {{ ref('stg_shopify__refund_transactions') }}
    where kind = 'refund'
    group by refund_version_key
    -- money that is still to come, or that failed, was promised all the same
    having bool_and(coalesce(status, '') = 'success')

),

compared as (

    select
        refunds.refund_version_key,
        paid.currency_code,
        promised_lines.gross_amount
        + coalesce(promised_adjustments.gross_amount, 0)
        + coalesce(promised_charges.gross_amount, 0)
        - paid.paid_amount
        - coalesce(roundings.rounding_amount, 0) as shortfall_amount,
        coalesce(promised_lines.shop_rate, 1) as shop_rate
    from refunds
    inner join promised_lines
        on refunds.refund_version_key = promised_lines.refund_version_key
    inner join paid
        on
            refunds.refund_version_key = paid.refund_version_key
            and promised_lines.currency_code = paid.currency_code
    left join promised_adjustments
        on refunds.refund_version_key = promised_adjustments.refund_version_key
    left join promised_charges
        on refunds.refund_version_key = promised_charges.refund_version_key
    left join roundings
        on refunds.refund_version_key = roundings.refund_version_key
    left join return_fees
        on
            refunds.source_instance = return_fees.source_instance
            and refunds.return_id = return_fees.return_id
    where
        promised_lines.currencies_count = 1
        and paid.currencies_count = 1
        and (refunds.return_id is null or not coalesce(return_fees.is_exchange, true))

),

refund_shortfalls as (

    select
        refund_version_key,
        currency_code,
        {{ to_cents('shortfall_amount') }} as shortfall_amount,
        {{ to_cents('shortfall_amount * shop_rate') }} as shop_shortfall_amount
    from compared
    where shortfall_amount > 0

)

select * from refund_shortfalls
