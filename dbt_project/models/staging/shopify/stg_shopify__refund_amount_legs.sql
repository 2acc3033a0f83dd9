-- One row per leg of a refund that is no line (M4.3): shipping; duties and other fees
-- given back; what it gave back more or less than its lines, as a change of price and as fees;
-- goodwill, where nothing but a discrepancy is there, a credit without units; and cash, beside the
-- grid, one leg per refund transaction, counted only where it succeeded. What gives back all that is
-- left of its order is the order's own parts: of these, shipping stands here.
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

whole_parts as (

    select * from {{ ref('stg_shopify__whole_refund_parts') }}

),

adjustments as (

    select * from {{ ref('stg_shopify__refund_adjustments') }}
    where refund_version_key not in (select refund_version_key from whole_parts)

),

differences as (

    select * from {{ ref('stg_shopify__refund_differences') }}

),

charges as (

    select * from {{ ref('stg_shopify__refund_charges') }}

),

refunds_with_lines as (

    select distinct refund_version_key
    from {{ ref('stg_shopify__refund_lines') }}

),

transactions as (

    select * from {{ ref('stg_shopify__refund_transactions') }}
    where kind = 'refund'

),

credits_without_lines as (

    select adjustments.*
    from adjustments
    left join refunds_with_lines
        on adjustments.refund_version_key = refunds_with_lines.refund_version_key
    where adjustments.amount_kind = 'discrepancy' and refunds_with_lines.refund_version_key is null

),

amounts as (

    select
        refund_version_key,
        'adjustment:shipping' as leg_key, 'shipping' as leg_kind,
        currency_code, net_amount, tax_amount, shop_net_amount, true as has_effect
    from adjustments
    where amount_kind = 'shipping'
    union all
    select
        refund_version_key,
        'adjustment:shipping' as leg_key, 'shipping' as leg_kind,
        currency_code, net_amount, tax_amount, shop_net_amount, true as has_effect
    from whole_parts
    where part_kind = 'shipping'
    union all
    select
        refund_version_key,
        'adjustment:discrepancy' as leg_key, 'goodwill' as leg_kind,
        currency_code, net_amount, tax_amount, shop_net_amount, true as has_effect
    from credits_without_lines
    union all
    select
        refund_version_key,
        'adjustment:discrepancy' as leg_key, 'price_adjustment' as leg_kind,
        currency_code, price_amount as net_amount, tax_amount,
        shop_price_amount as shop_net_amount, true as has_effect
    from differences
    union all
    select
        refund_version_key,
        'adjustment:fee' as leg_key, 'fee' as leg_kind,
        currency_code, fee_amount as net_amount, 0 as tax_amount,
        shop_fee_amount as shop_net_amount, true as has_effect
    from differences
    union all
    select
        refund_version_key,
        'charge:' || charge_kind as leg_key, 'fee' as leg_kind,
        currency_code, net_amount, 0 as tax_amount, shop_net_amount, true as has_effect
    from charges
    union all
    select
        refund_version_key,
        'cash:' || transaction_id as leg_key, 'cash' as leg_kind,
        currency_code, amount as net_amount, null as tax_amount, null as shop_net_amount,
        coalesce(status, '') = 'success' and not is_test as has_effect
    from transactions

),

refund_amount_legs as (

    -- A kind that nets to nothing makes no leg.
    select
        -- keys
        refunds.source_system,
        refunds.source_instance,
        refunds.refund_id,
        refunds.document_version_id,
        amounts.leg_key,
        case when amounts.leg_kind <> 'cash' then 'financial' end as layer,
        amounts.leg_kind,
        -- when
        refunds.created_at,
        refunds.refund_date,
        -- amounts
        amounts.currency_code,
        {{ to_cents('amounts.net_amount') }} as net_amount,
        {{ to_cents('amounts.tax_amount') }} as tax_amount,
        {{ to_cents('amounts.shop_net_amount') }} as shop_net_amount,
        -- flags
        amounts.has_effect and (refunds.state = 'posted' or amounts.leg_kind = 'cash') as is_posted
    from amounts
    inner join refunds
        on amounts.refund_version_key = refunds.refund_version_key
    where amounts.net_amount <> 0 or coalesce(amounts.tax_amount, 0) <> 0

)

select * from refund_amount_legs
