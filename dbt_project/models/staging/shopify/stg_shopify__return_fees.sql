-- One row per return at its latest version: the fees that it recorded (restocking, return shipping)
-- and whether goods went out in exchange. Both say why a refund may be below its lines (M4.3).
with returns as (

    select * from {{ ref('stg_shopify__returns') }}
    where is_latest

),

fee_items as (

    select
        returns.source_instance,
        returns.return_id,
        {{ json_text('line.item', 'restockingFee.amountSet.presentmentMoney.amount') }} as amount,
        {{ json_text('line.item', 'restockingFee.amountSet.shopMoney.amount') }} as shop_amount
    from returns,
        {{ json_connection_items('returns.payload', 'returnLineItems', 'line') }}
    union all
    select
        returns.source_instance,
        returns.return_id,
        {{ json_text('fee.item', 'amountSet.presentmentMoney.amount') }} as amount,
        {{ json_text('fee.item', 'amountSet.shopMoney.amount') }} as shop_amount
    from returns,
        {{ json_items('returns.payload', 'returnShippingFees', 'fee') }}

),

fees as (

    select
        source_instance,
        return_id,
        sum({{ to_number('coalesce(amount, shop_amount)') }}) as fee_amount
    from fee_items
    group by source_instance, return_id

),

exchanges as (

    select distinct
        returns.source_instance,
        returns.return_id
    from returns,
        {{ json_connection_items('returns.payload', 'exchangeLineItems', 'line') }}

),

return_fees as (

    select
        returns.source_system,
        returns.source_instance,
        returns.return_id,
        coalesce({{ to_cents('fees.fee_amount') }}, 0) as fee_amount,
        exchanges.return_id is not null as is_exchange
    from returns
    left join fees
        on
            returns.source_instance = fees.source_instance
            and returns.return_id = fees.return_id
    left join exchanges
        on
            returns.source_instance = exchanges.source_instance
            and returns.return_id = exchanges.return_id

)

select * from return_fees
