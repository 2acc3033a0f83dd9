-- One row per part of an order that a refund version without lines gave back by giving back exactly
-- all that was left of the order (M4.3): lines that still had units, and shipping. What is left is
-- counted from the earlier refunds, in their latest form; after one that gave an amount for nothing
-- in particular nobody knows, and the refund stays a credit by amount. What it gave, its recorded rows
-- say, else money.
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

refund_lines as (

    select * from {{ ref('stg_shopify__refund_lines') }}

),

adjustments as (

    select * from {{ ref('stg_shopify__refund_adjustments') }}

),

recorded as (

    select
        refund_version_key,
        sum(net_amount + tax_amount) as given_amount,
        coalesce(sum(net_amount) filter (amount_kind = 'discrepancy'), 0) as unnamed_amount,
        {{ divide('sum(shop_net_amount)', 'sum(net_amount)') }} as shop_rate
    from adjustments
    group by refund_version_key

),

paid as (

    select
        refund_version_key,
        sum(amount) as given_amount
    from {{ ref('stg_shopify__refund_transactions') }}
    where kind = 'refund' and status = 'success'
    group by refund_version_key

),

refunds_without_lines as (

    select
        refunds.refund_version_key,
        refunds.source_instance,
        refunds.refund_id,
        refunds.order_id,
        refunds.created_at,
        orders.order_version_key,
        recorded.shop_rate,
        coalesce(recorded.given_amount, paid.given_amount) as given_amount,
        coalesce(recorded.unnamed_amount, paid.given_amount) as unnamed_amount
    from refunds
    inner join {{ ref('stg_shopify__orders') }} as orders
        on
            refunds.source_instance = orders.source_instance
            and refunds.order_id = orders.order_id
            and case
                when refunds.is_embedded
                    then refunds.document_version_id = orders.document_version_id
                else orders.is_latest
            end
    left join recorded on refunds.refund_version_key = recorded.refund_version_key
    left join paid on refunds.refund_version_key = paid.refund_version_key
    where
        not refunds.is_header_only
        and refunds.refund_version_key not in (select refund_version_key from refund_lines)

),

given_parts as (

    select
        refund_version_key,
        order_line_id as part_id,
        units,
        net_amount,
        tax_amount,
        shop_net_amount
    from refund_lines
    union all
    select
        refund_version_key,
        amount_kind as part_id,
        null as units,
        net_amount,
        tax_amount,
        shop_net_amount
    from adjustments
    where amount_kind = 'shipping'
    union all
    select
        refund_version_key,
        'unnamed' as part_id,
        null as units,
        unnamed_amount as net_amount,
        null as tax_amount,
        null as shop_net_amount
    from refunds_without_lines
    where unnamed_amount <> 0

),

earlier_parts as (

    select
        refunds_without_lines.refund_version_key,
        given_parts.part_id,
        sum(given_parts.units) as units,
        sum(given_parts.net_amount) as net_amount,
        sum(given_parts.tax_amount) as tax_amount,
        sum(given_parts.shop_net_amount) as shop_net_amount
    from refunds_without_lines
    inner join refunds
        on
            refunds_without_lines.source_instance = refunds.source_instance
            and refunds_without_lines.order_id = refunds.order_id
            and refunds.is_latest
            and refunds.state = 'posted'
            and (
                refunds.created_at < refunds_without_lines.created_at
                or (
                    refunds.created_at = refunds_without_lines.created_at
                    and refunds.refund_id < refunds_without_lines.refund_id
                )
            )
    inner join given_parts on refunds.refund_version_key = given_parts.refund_version_key
    group by refunds_without_lines.refund_version_key, given_parts.part_id

),

parts_left as (

    select
        refunds_without_lines.refund_version_key,
        refunds_without_lines.given_amount,
        refunds_without_lines.shop_rate,
        order_parts.part_id,
        order_parts.part_kind,
        order_parts.source_sku,
        order_parts.currency_code,
        order_parts.units - coalesce(earlier_parts.units, 0) as units,
        order_parts.net_amount - coalesce(earlier_parts.net_amount, 0) as net_amount,
        order_parts.tax_amount - coalesce(earlier_parts.tax_amount, 0) as tax_amount,
        order_parts.shop_net_amount - coalesce(earlier_parts.shop_net_amount, 0)
            as shop_net_amount
    from refunds_without_lines
    inner join {{ ref('stg_shopify__order_parts') }} as order_parts
        on refunds_without_lines.order_version_key = order_parts.order_version_key
    left join earlier_parts
        on
            refunds_without_lines.refund_version_key = earlier_parts.refund_version_key
            and order_parts.part_id = earlier_parts.part_id

),

-- Without the order's total nobody knows what was left of shipping.
whole_refunds as (

    select refund_version_key
    from parts_left
    where
        (part_kind = 'shipping' or units > 0)
        and refund_version_key not in (
            select refund_version_key from earlier_parts where part_id = 'unnamed'
        )
    group by refund_version_key
    having
        bool_or(part_kind = 'shipping')
        and bool_or(part_kind = 'goods')
        and sum(net_amount + tax_amount) = max(given_amount)

)

select
    -- keys
    parts_left.refund_version_key,
    parts_left.part_id,
    parts_left.part_kind,
    parts_left.source_sku,
    -- units
    parts_left.units,
    -- amounts
    parts_left.currency_code,
    {{ to_cents('parts_left.net_amount') }} as net_amount,
    {{ to_cents('parts_left.tax_amount') }} as tax_amount,
    {{ to_cents('coalesce(
        parts_left.net_amount * parts_left.shop_rate, parts_left.shop_net_amount
    )') }} as shop_net_amount
from whole_refunds
inner join parts_left on whole_refunds.refund_version_key = parts_left.refund_version_key
where parts_left.units > 0 or (parts_left.part_kind = 'shipping' and parts_left.net_amount <> 0)
