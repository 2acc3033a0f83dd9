-- One row per line of an order version, at its price after discounts and without tax (M4.13), in
-- the buyer's currency (presentment) and the shop's. A discount on the whole order stands only in
-- discount_allocations; total_discount speaks where an export has no allocations at all.
{%- set fields = {
    'line_id': 'id', 'source_sku': 'sku', 'quantity': 'quantity',
    'price': 'price',
    'price_presentment': 'price_set.presentment_money.amount',
    'price_shop': 'price_set.shop_money.amount',
    'discount': 'total_discount',
    'discount_presentment': 'total_discount_set.presentment_money.amount',
    'discount_shop': 'total_discount_set.shop_money.amount',
} %}
with orders as (

    select * from {{ ref('stg_shopify__orders') }}

),

extracted as (

    select
        orders.*,
        line.place,
        {{ json_fields('line.item', fields) }} as field_values,
        {{ shopify_line_kind('line.item') }} as special_kind,
        {{ json_has_list('line.item', 'discount_allocations') }} as has_allocations,
        {{ json_total('line.item', 'discount_allocations[*].amount') }} as allocated,
        {{ json_total('line.item', 'discount_allocations[*].amount_set.presentment_money.amount') }}
            as allocated_presentment,
        {{ json_total('line.item', 'discount_allocations[*].amount_set.shop_money.amount') }}
            as allocated_shop,
        {{ json_total('line.item', 'tax_lines[*].price') }} as tax,
        {{ json_total('line.item', 'tax_lines[*].price_set.presentment_money.amount') }}
            as tax_presentment,
        {{ json_total('line.item', 'tax_lines[*].price_set.shop_money.amount') }} as tax_shop
    from orders,
        {{ json_items('orders.payload', 'line_items', 'line') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        *,
        {{ to_units('quantity') }} as sold_units,
        {{ to_number('coalesce(price_presentment, price)') }} as unit_price,
        {{ to_number('coalesce(price_shop, price)') }} as shop_unit_price,
        case
            when has_allocations then coalesce(allocated_presentment, allocated, 0)
            else coalesce({{ to_number('coalesce(discount_presentment, discount)') }}, 0)
        end as discount_amount,
        case
            when has_allocations then coalesce(allocated_shop, allocated, 0)
            else coalesce({{ to_number('coalesce(discount_shop, discount)') }}, 0)
        end as shop_discount_amount,
        coalesce(tax_presentment, tax, 0) as tax_amount,
        case when has_taxes_included then coalesce(tax_presentment, tax, 0) else 0 end
            as included_tax_amount,
        case when has_taxes_included then coalesce(tax_shop, tax, 0) else 0 end
            as shop_included_tax_amount
    from fields

),

priced as (

    select
        -- keys
        source_system,
        source_instance,
        order_id,
        document_version_id,
        order_version_key,
        coalesce(line_id, 'place_' || place) as line_id,
        coalesce(special_kind, 'goods') as line_kind,
        source_sku,
        -- when
        order_date,
        -- units
        sold_units,
        -- amounts
        presentment_currency_code as currency_code,
        {{ to_cents('unit_price * sold_units - discount_amount - included_tax_amount') }}
            as net_amount,
        {{ to_cents('tax_amount') }} as tax_amount,
        {{ to_cents(
            'shop_unit_price * sold_units - shop_discount_amount - shop_included_tax_amount'
        ) }} as shop_net_amount,
        -- flags
        is_latest
    from typed

)

select * from priced
