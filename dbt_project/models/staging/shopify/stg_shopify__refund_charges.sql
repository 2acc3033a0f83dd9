-- One row per refund version × kind of charge that it gave back beside goods and shipping: `duties`
-- and `additional_fees` (of parcels abroad, neither duty nor tax), as more returned. They are terms
-- of their own in what a refund paid; totals stand on every newer refund, 0.00 where there are none.
{%- set charges = {
    'duties': {
        'amount_presentment': 'total_duties_set.presentment_money.amount',
        'currency_presentment': 'total_duties_set.presentment_money.currency_code',
        'amount_shop': 'total_duties_set.shop_money.amount',
    },
    'additional_fees': {
        'amount_presentment': 'total_additional_fees_set.presentment_money.amount',
        'currency_presentment': 'total_additional_fees_set.presentment_money.currency_code',
        'amount_shop': 'total_additional_fees_set.shop_money.amount',
    },
} %}
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

{%- for charge_kind, fields in charges.items() %}

extracted_{{ charge_kind }} as (

    select
        refund_version_key,
        shop_currency_code,
        {{ json_fields('payload', fields) }} as field_values
    from refunds

),

{{ charge_kind }} as (

    select
        refund_version_key,
        '{{ charge_kind }}' as charge_kind,
        shop_currency_code,
        {{ json_columns('field_values', fields) }}
    from extracted_{{ charge_kind }}

),
{%- endfor %}

charges as (
    {% for charge_kind in charges %}
    select * from {{ charge_kind }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

refund_charges as (

    select
        -- keys
        refund_version_key,
        charge_kind,
        -- amounts
        coalesce(currency_presentment, shop_currency_code) as currency_code,
        {{ to_cents(to_number('coalesce(amount_presentment, amount_shop)')) }} as net_amount,
        {{ to_cents(to_number('amount_shop')) }} as shop_net_amount
    from charges
    where {{ to_number('coalesce(amount_presentment, amount_shop)') }} <> 0

)

select * from refund_charges
