-- Grain: order state, with the days of its first and last leg.
with order_states as (
    select * from {{ ref('int_order_states') }}
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
)

select
    order_states.order_state_id,
    order_states.order_key,
    order_legs.company,
    order_states.from_cut,
    order_states.to_cut,
    order_states.is_current_state,
    min(order_legs.posted_date) as first_leg_date,
    max(order_legs.posted_date) as last_leg_date,
from order_states
inner join order_legs on order_states.order_state_id = order_legs.order_state_id
where order_legs.posted_date is not null
group by all
