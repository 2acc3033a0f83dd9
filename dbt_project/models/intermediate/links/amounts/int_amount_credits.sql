-- Grain: order state × credit without units: a live leg of goods revenue whose document set holds no
-- units to which it could be laid (M5, `order_amount`), with its place among its like: legs of one
-- order and tier, oldest first.
with order_legs as (
    select * from {{ ref('int_order_legs') }}
),

unit_shares as (
    select * from {{ ref('int_unit_shares') }}
),

unlinked_reasons as (
    select * from {{ ref('int_unlinked_reasons') }}
),

channels as (
    select company, channel, amount_tolerance, valid_from, valid_to
    from {{ ref('int_channels') }}
),

set_lines as (
    select order_state_id, set_id, sku from unit_shares
)

select
    order_legs.order_state_id,
    order_legs.source_leg_id,
    order_legs.set_id,
    order_legs.sku,
    order_legs.tier,
    order_legs.posted_date,
    order_legs.base_net_amount as amount,
    -- What pays back price alone only adds its amount.
    order_legs.leg_kind <> 'price_adjustment' as takes_units,
    coalesce(channels.amount_tolerance, 0) as amount_tolerance,
    row_number() over (
        partition by order_legs.order_state_id, order_legs.tier, order_legs.sku
        order by order_legs.posted_date, order_legs.source_leg_id
    ) as leg_number,
from order_legs
left join unit_shares
    on
        order_legs.order_state_id = unit_shares.order_state_id
        and order_legs.source_leg_id = unit_shares.source_leg_id
left join unlinked_reasons
    on
        order_legs.order_state_id = unlinked_reasons.order_state_id
        and order_legs.source_leg_id = unlinked_reasons.source_leg_id
left join channels
    on
        order_legs.company = channels.company
        and order_legs.channel = channels.channel
        and {{ holds_on('order_legs.posted_date', 'channels') }}
where
    order_legs.is_live
    and order_legs.layer = 'financial'
    and order_legs.is_goods_revenue
    and order_legs.base_net_amount <> 0
    and unit_shares.source_leg_id is null
    and unlinked_reasons.source_leg_id is null
    and not exists (
        select 1 from set_lines
        where
            set_lines.order_state_id = order_legs.order_state_id
            and set_lines.set_id = order_legs.set_id
            and coalesce(order_legs.sku, set_lines.sku) = set_lines.sku
    )
