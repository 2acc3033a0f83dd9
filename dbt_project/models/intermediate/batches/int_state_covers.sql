-- Grain: order state × covered leg: the line of a batch that covers it, as the state knows both.
with covers as (
    select * from {{ ref('int_batch_covers') }}
),

order_states as (
    select * from {{ ref('int_order_states') }}
)

select
    order_states.order_state_id,
    covers.company,
    covers.source_leg_id,
    covers.batch_leg_id,
    covers.batch_form_number,
    covers.posted_date,
from covers
inner join order_states
    on
        covers.order_key = order_states.order_key
        and covers.from_cut <= order_states.from_cut
        and covers.to_cut > order_states.from_cut
