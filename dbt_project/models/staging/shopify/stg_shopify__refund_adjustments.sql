-- One row per refund version × kind of amount outside its lines: `shipping` and `discrepancy`, as
-- more returned (M2): the source's sign is turned, -5.85 there is 5.85 given back beyond the
-- lines. Rows of a kind are netted first, as they come in pairs that cancel (+15.00, -15.00). One
-- shipping refund may stand both here and in refund_shipping_lines: those speak only where no
-- adjustment does.
{%- set fields = {
    'kind': 'kind', 'reason': 'reason', 'amount': 'amount', 'tax_amount': 'tax_amount',
    'amount_presentment': 'amount_set.presentment_money.amount',
    'currency_presentment': 'amount_set.presentment_money.currency_code',
    'amount_shop': 'amount_set.shop_money.amount',
    'tax_presentment': 'tax_amount_set.presentment_money.amount',
} %}
{%- set shipping_fields = {
    'amount_presentment': 'subtotal_amount_set.presentment_money.amount',
    'currency_presentment': 'subtotal_amount_set.presentment_money.currency_code',
    'amount_shop': 'subtotal_amount_set.shop_money.amount',
} %}
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

extracted_adjustments as (

    select
        refunds.refund_version_key,
        refunds.shop_currency_code,
        {{ json_fields('adjustment.item', fields) }} as field_values
    from refunds,
        {{ json_items('refunds.payload', 'order_adjustments', 'adjustment') }}

),

adjustments as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted_adjustments

),

extracted_shipping_lines as (

    select
        refunds.refund_version_key,
        refunds.shop_currency_code,
        {{ json_fields('line.item', shipping_fields) }} as field_values
    from refunds,
        {{ json_items('refunds.payload', 'refund_shipping_lines', 'line') }}

),

shipping_lines as (

    select
        *,
        {{ json_columns('field_values', shipping_fields) }}
    from extracted_shipping_lines

),

amounts as (

    -- A newer API leaves the kind out and says it in the reason.
    select
        refund_version_key,
        'order_adjustments' as carrier,
        case
            when lower(coalesce(kind, reason)) like 'shipping%' then 'shipping'
            else 'discrepancy'
        end as amount_kind,
        coalesce(currency_presentment, shop_currency_code) as currency_code,
        -{{ to_number('coalesce(amount_presentment, amount)') }} as net_amount,
        -{{ to_number('coalesce(tax_presentment, tax_amount)') }} as tax_amount,
        -{{ to_number('coalesce(amount_shop, amount)') }} as shop_net_amount
    from adjustments
    union all
    select
        refund_version_key,
        'refund_shipping_lines' as carrier,
        'shipping' as amount_kind,
        coalesce(currency_presentment, shop_currency_code) as currency_code,
        {{ to_number('amount_presentment') }} as net_amount,
        0 as tax_amount,
        {{ to_number('amount_shop') }} as shop_net_amount
    from shipping_lines

),

netted as (

    select
        refund_version_key,
        amount_kind,
        carrier,
        min(currency_code) as currency_code,
        sum(coalesce(net_amount, 0)) as net_amount,
        sum(coalesce(tax_amount, 0)) as tax_amount,
        sum(coalesce(shop_net_amount, 0)) as shop_net_amount
    from amounts
    group by refund_version_key, amount_kind, carrier

),

first_carriers as (

    select
        *,
        row_number() over (
            partition by refund_version_key, amount_kind order by carrier
        ) as carrier_rank
    from netted

),

refund_adjustments as (

    select
        refund_version_key,
        amount_kind,
        currency_code,
        {{ to_cents('net_amount') }} as net_amount,
        {{ to_cents('tax_amount') }} as tax_amount,
        {{ to_cents('shop_net_amount') }} as shop_net_amount
    from first_carriers
    where carrier_rank = 1

)

select * from refund_adjustments
