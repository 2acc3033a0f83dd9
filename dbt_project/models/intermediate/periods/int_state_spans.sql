-- Grain: order state, with the days of its first and last leg, the cells of batches among them.
with order_states as (
    select * from {{ ref('int_order_states') }}
),

leg_dates as (
    select order_state_id, company, posted_date from {{ ref('int_order_legs') }}
    union all
    select order_state_id, company, posted_date from {{ ref('int_state_covers') }}
)

select
    order_states.order_state_id,
    order_states.order_key,
    leg_dates.company,
    order_states.from_cut,
    order_states.to_cut,
    order_states.is_current_state,
    min(leg_dates.posted_date) as first_leg_date,
    max(leg_dates.posted_date) as last_leg_date,
from order_states
inner join leg_dates on order_states.order_state_id = leg_dates.order_state_id
where leg_dates.posted_date is not null
group by all
