-- Grain: sign-off × order that has looked different since: the order's state as the sign-off knew
-- it, null where it knew nothing of the order, and its state now.
with signoffs as (
    select
        signoffs.company,
        signoffs.period,
        signoffs.version,
        signoffs.signed_at,
        signoffs.restatement_threshold,
        cuts.cut_number,
    from {{ ref('int_known_signoffs') }} as signoffs
    inner join {{ ref('int_signoff_cuts') }} as cuts
        on signoffs.company = cuts.company and signoffs.signed_at = cuts.cut_at
),

order_states as (
    select
        order_states.*,
        split_part(order_states.order_key, '|', 1) as company,
    from {{ ref('int_order_states') }} as order_states
),

current_states as (
    select * from order_states where is_current_state
)

select
    signoffs.company,
    signoffs.period,
    signoffs.version,
    signoffs.signed_at,
    signoffs.restatement_threshold,
    current_states.order_key,
    signed_states.order_state_id as signed_state_id,
    current_states.order_state_id as current_state_id,
from signoffs
inner join current_states on signoffs.company = current_states.company
left join order_states as signed_states
    on
        current_states.order_key = signed_states.order_key
        and signoffs.cut_number >= signed_states.from_cut
        and signoffs.cut_number < signed_states.to_cut
where signed_states.order_state_id is distinct from current_states.order_state_id
