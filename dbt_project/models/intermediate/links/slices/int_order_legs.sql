-- Grain: leg × state of its order, as linking reads it: a credit that pays back price alone carries
-- its amount and no goods (M4.4), so nobody kept any by it, whatever its refund says.
with state_legs as (
    select * from {{ ref('int_state_legs') }}
),

price_only_legs as (
    select * from {{ ref('int_price_only_legs') }}
),

typed_legs as (
    select
        state_legs.* exclude (leg_kind, kept_units),
        case
            when price_only_legs.source_leg_id is not null then 'price_adjustment'
            else state_legs.leg_kind
        end as leg_kind,
        case
            when price_only_legs.source_leg_id is not null then 0 else state_legs.kept_units
        end as kept_units,
    from state_legs
    left join price_only_legs
        on
            state_legs.order_state_id = price_only_legs.order_state_id
            and state_legs.source_leg_id = price_only_legs.source_leg_id
)

select
    *,
    leg_kind in ('credit', 'goodwill', 'chargeback', 'price_adjustment') as is_goods_revenue,
from typed_legs
