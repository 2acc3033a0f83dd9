-- One row per leg of a refund line: its credit (financial), and its restock or cancellation
-- (inventory). Units that the line declares not to come back stand on the credit alone, so that
-- they are said once. A gift card or a tip is an amount without units, and no stock (M4.3).
-- A cancellation moves nothing on hand (M4.5). A refund without lines that gives back all that is
-- left of its order credits the order's lines, and says nothing of their goods.
with refund_lines as (

    select * from {{ ref('stg_shopify__refund_lines') }}

),

cover as (

    select * from {{ ref('stg_shopify__refund_line_cover') }}

),

covered_lines as (

    select
        refund_lines.*,
        greatest(refund_lines.units - coalesce(cover.covered_units, 0), 0) as uncovered_units
    from refund_lines
    left join cover
        on
            refund_lines.source_instance = cover.source_instance
            and refund_lines.refund_id = cover.refund_id
            and refund_lines.refund_line_id = cover.refund_line_id

),

financial_legs as (

    select
        *,
        'line:' || refund_line_id || ':financial' as leg_key,
        'financial' as layer,
        case when line_kind = 'goods' then 'credit' else line_kind end as leg_kind,
        case when line_kind = 'goods' then units end as leg_units,
        case when line_kind = 'goods' and restock_type = 'no_restock' then uncovered_units end
            as kept_units,
        case when line_kind = 'goods' and restock_type = 'cancel' then units end
            as never_shipped_units
    from covered_lines

),

inventory_legs as (

    select
        *,
        'line:' || refund_line_id || ':inventory' as leg_key,
        'inventory' as layer,
        case when restock_type = 'cancel' then 'cancel' else 'restock' end as leg_kind,
        case when restock_type = 'cancel' then 0 else uncovered_units end as leg_units,
        null as kept_units,
        null as never_shipped_units
    from covered_lines
    where
        line_kind = 'goods'
        and (
            restock_type = 'cancel'
            or (restock_type in ('return', 'legacy_restock') and uncovered_units > 0)
        )

),

whole_refund_legs as (

    select
        refunds.*,
        'order_line:' || parts.part_id || ':financial' as leg_key,
        'financial' as layer,
        case when parts.part_kind = 'goods' then 'credit' else parts.part_kind end as leg_kind,
        parts.source_sku,
        case when parts.part_kind = 'goods' then parts.units end as leg_units,
        parts.currency_code,
        parts.net_amount,
        parts.tax_amount,
        parts.shop_net_amount
    from {{ ref('stg_shopify__whole_refund_parts') }} as parts
    inner join {{ ref('stg_shopify__refunds') }} as refunds
        on parts.refund_version_key = refunds.refund_version_key
    where parts.part_kind <> 'shipping'

),

legs as (

    select * from financial_legs
    union all by name
    select * from inventory_legs
    union all by name
    select * from whole_refund_legs

),

refund_line_legs as (

    select
        -- keys
        source_system,
        source_instance,
        refund_id,
        document_version_id,
        leg_key,
        layer,
        leg_kind,
        source_sku,
        source_location,
        -- when
        created_at,
        refund_date,
        -- units
        leg_units as units,
        kept_units,
        never_shipped_units,
        -- amounts
        case when layer = 'financial' then currency_code end as currency_code,
        case when layer = 'financial' then {{ to_cents('net_amount') }} end as net_amount,
        case when layer = 'financial' then {{ to_cents('tax_amount') }} end as tax_amount,
        case when layer = 'financial' then {{ to_cents('shop_net_amount') }} end
            as shop_net_amount,
        -- flags
        state = 'posted' as is_posted
    from legs

)

select * from refund_line_legs
