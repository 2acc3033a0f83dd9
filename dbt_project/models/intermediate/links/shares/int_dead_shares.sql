-- Grain: order state × leg that counts in nothing (pending, voided, test, deleted), cash and
-- manual ones apart (M4.2). It makes a line only when nothing live of its order and SKU does,
-- then together with the others like it, named after the earliest; else it stands without a line,
-- with its reason, and only its neighbour says whose return it belonged to.
with order_legs as (
    select * from {{ ref('int_order_legs') }}
),

unlinked_reasons as (
    select * from {{ ref('int_unlinked_reasons') }}
),

live_lines as (
    select order_state_id, set_id, return_set_id, sku from {{ ref('int_unit_shares') }}
    union all
    select order_state_id, set_id, return_set_id, sku from {{ ref('int_unitless_shares') }}
    union all
    select
        amount_credits.order_state_id,
        amount_credits.set_id,
        equal_amounts.return_set_id,
        equal_amounts.sku,
    from {{ ref('int_equal_amounts') }} as equal_amounts
    inner join {{ ref('int_amount_credits') }} as amount_credits
        on
            equal_amounts.order_state_id = amount_credits.order_state_id
            and equal_amounts.source_leg_id = amount_credits.source_leg_id
),

dead_legs as (
    select
        order_legs.source_leg_id,
        order_legs.order_state_id,
        order_legs.set_id,
        order_legs.sku,
        order_legs.posted_date,
        case
            when order_legs.is_deleted then 'deleted'
            when order_legs.is_excluded then 'test'
            when order_legs.is_voided then 'voided'
            else 'not_posted'
        end as dead_reason,
    from order_legs
    left join unlinked_reasons
        on
            order_legs.order_state_id = unlinked_reasons.order_state_id
            and order_legs.source_leg_id = unlinked_reasons.source_leg_id
    where not order_legs.is_live and unlinked_reasons.source_leg_id is null
),

-- The live line of the same order and SKU, the leg's own set's first.
neighbours as (
    select
        dead_legs.order_state_id,
        dead_legs.source_leg_id,
        live_lines.return_set_id,
        live_lines.sku,
    from dead_legs
    inner join live_lines
        on
            dead_legs.order_state_id = live_lines.order_state_id
            and (dead_legs.sku = live_lines.sku or dead_legs.sku is null)
    qualify row_number() over (
        partition by dead_legs.order_state_id, dead_legs.source_leg_id
        order by
            dead_legs.set_id <> live_lines.set_id,
            live_lines.return_set_id desc,
            live_lines.sku,
            live_lines.set_id
    ) = 1
)

select
    dead_legs.source_leg_id,
    dead_legs.order_state_id,
    dead_legs.set_id,
    coalesce(dead_legs.sku, neighbours.sku) as sku,
    coalesce(
        neighbours.return_set_id,
        first_value(dead_legs.set_id) over (
            partition by dead_legs.order_state_id
            order by
                neighbours.return_set_id is not null, dead_legs.posted_date, dead_legs.set_id
        )
    ) as return_set_id,
    case when neighbours.source_leg_id is not null then dead_legs.dead_reason end
        as unlinked_reason,
from dead_legs
left join neighbours
    on
        dead_legs.order_state_id = neighbours.order_state_id
        and dead_legs.source_leg_id = neighbours.source_leg_id
