-- One row per line of a refund version, net of tax in the buyer's currency (presentment) and the
-- shop's. `subtotal` includes tax where the order's prices do: 102.00 with a tax of 17.00 is 85.00
-- net. Refunds from before the subtotal say only the order line's price: their share of it, less
-- discounts, stands for it; and `restock` stands for the missing restock_type.
{%- set fields = {
    'refund_line_id': 'id', 'order_line_id': 'line_item_id', 'quantity': 'quantity',
    'restock_type': 'restock_type', 'location_id': 'location_id',
    'subtotal': 'subtotal',
    'subtotal_presentment': 'subtotal_set.presentment_money.amount',
    'presentment_currency_code': 'subtotal_set.presentment_money.currency_code',
    'subtotal_shop': 'subtotal_set.shop_money.amount',
    'subtotal_shop_currency_code': 'subtotal_set.shop_money.currency_code',
    'total_tax': 'total_tax',
    'tax_presentment': 'total_tax_set.presentment_money.amount',
    'tax_shop': 'total_tax_set.shop_money.amount',
    'sku': 'line_item.sku',
    'order_line_quantity': 'line_item.quantity', 'order_line_price': 'line_item.price',
    'order_line_discount': 'line_item.total_discount',
} %}
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

latest_order_lines as (

    select * from {{ ref('stg_shopify__order_lines') }}
    where is_latest

),

extracted as (

    select
        refunds.*,
        line.place,
        {{ json_fields('line.item', fields) }} as field_values,
        {{ shopify_line_kind('line.item', 'line_item.') }} as special_kind,
        {{ json_total('line.item', 'line_item.discount_allocations[*].amount') }} as allocated,
        {{ json_total('line.item', 'line_item.tax_lines[*].price') }} as order_line_tax
    from refunds,
        {{ json_items('refunds.payload', 'refund_line_items', 'line') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

shares as (

    -- What the refund's units are worth by the order line, for refunds without a subtotal.
    select
        *,
        {{ to_units('quantity') }} as units,
        {{ to_cents(
            '(' ~ to_number('order_line_price') ~ ' * ' ~ to_units('order_line_quantity')
            ~ ' - coalesce(allocated, ' ~ to_number('order_line_discount') ~ ', 0)) * '
            ~ divide(to_units('quantity'), to_units('order_line_quantity'))
        ) }} as price_share,
        {{ to_cents(
            'order_line_tax * ' ~ divide(to_units('quantity'), to_units('order_line_quantity'))
        ) }} as tax_share
    from fields

),

valued as (

    select
        *,
        coalesce(
            {{ to_number('coalesce(subtotal_presentment, subtotal)') }}, price_share
        ) as subtotal_amount,
        coalesce({{ to_number('coalesce(subtotal_shop, subtotal)') }}, price_share)
            as shop_subtotal_amount,
        coalesce({{ to_number('coalesce(tax_presentment, total_tax)') }}, tax_share, 0)
            as tax_amount,
        coalesce({{ to_number('coalesce(tax_shop, total_tax)') }}, tax_share, 0)
            as shop_tax_amount
    from shares

),

refund_lines as (

    select
        -- keys
        valued.source_system,
        valued.source_instance,
        valued.refund_id,
        valued.document_version_id,
        valued.refund_version_key,
        coalesce(valued.refund_line_id, 'place_' || valued.place) as refund_line_id,
        valued.order_id,
        valued.order_line_id,
        valued.return_id,
        coalesce(valued.special_kind, latest_order_lines.line_kind, 'goods') as line_kind,
        coalesce(valued.sku, latest_order_lines.source_sku) as source_sku,
        {{ trailing_number('valued.location_id') }} as source_location,
        case
            when valued.restock_type is not null then lower(valued.restock_type)
            when valued.is_restocking then 'legacy_restock'
            when not valued.is_restocking then 'no_restock'
        end as restock_type,
        -- when
        valued.created_at,
        valued.refund_date,
        -- units
        valued.units,
        -- amounts
        coalesce(
            valued.presentment_currency_code,
            valued.subtotal_shop_currency_code,
            valued.shop_currency_code
        ) as currency_code,
        valued.subtotal_amount
        - case when valued.has_taxes_included then valued.tax_amount else 0 end as net_amount,
        valued.tax_amount,
        valued.shop_subtotal_amount
        - case when valued.has_taxes_included then valued.shop_tax_amount else 0 end
            as shop_net_amount,
        -- flags
        valued.state,
        valued.is_latest
    from valued
    left join latest_order_lines
        on
            valued.source_instance = latest_order_lines.source_instance
            and valued.order_id = latest_order_lines.order_id
            and valued.order_line_id = latest_order_lines.line_id

)

select * from refund_lines
