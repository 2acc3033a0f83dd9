-- One row per refund version × kind of charge that it gave back beside goods and shipping: `duties`
-- and `additional_fees` (of parcels abroad, neither duty nor tax), as more returned. They are terms
-- of their own in what a refund paid; totals stand on every newer refund, 0.00 where there are none.
{%- set fields = {
    'duties_presentment': 'total_duties_set.presentment_money.amount',
    'duties_currency_code': 'total_duties_set.presentment_money.currency_code',
    'duties_shop': 'total_duties_set.shop_money.amount',
    'fees_presentment': 'total_additional_fees_set.presentment_money.amount',
    'fees_currency_code': 'total_additional_fees_set.presentment_money.currency_code',
    'fees_shop': 'total_additional_fees_set.shop_money.amount',
} %}
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

extracted as (

    select
        refund_version_key,
        shop_currency_code,
        {{ json_fields('payload', fields) }} as field_values
    from refunds

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

charges as (

    select
        refund_version_key,
        'duties' as charge_kind,
        coalesce(duties_currency_code, shop_currency_code) as currency_code,
        {{ to_number('coalesce(duties_presentment, duties_shop)') }} as net_amount,
        {{ to_number('duties_shop') }} as shop_net_amount
    from fields
    union all
    select
        refund_version_key,
        'additional_fees' as charge_kind,
        coalesce(fees_currency_code, shop_currency_code) as currency_code,
        {{ to_number('coalesce(fees_presentment, fees_shop)') }} as net_amount,
        {{ to_number('fees_shop') }} as shop_net_amount
    from fields

),

refund_charges as (

    select
        -- keys
        refund_version_key,
        charge_kind,
        -- amounts
        currency_code,
        {{ to_cents('net_amount') }} as net_amount,
        {{ to_cents('shop_net_amount') }} as shop_net_amount
    from charges
    where net_amount <> 0

)

select * from refund_charges
