-- Grain: order state × return: which tier was of record for each layer, by the contract row that
-- holds at the return's first leg as the state knows it (M9.6). Only orders that have looked
-- different at some sign-off: the others cannot have moved a signed period.
with order_states as (
    select
        *,
        count(*) over (partition by order_key) as states_count,
    from {{ ref('int_order_states') }}
),

leg_shares as (
    select * from {{ ref('int_leg_shares') }} where return_line_id is not null
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
),

contracts as (
    select * from {{ ref('stg_reference__channel_contracts') }}
),

state_returns as (
    select
        leg_shares.order_state_id,
        leg_shares.return_id,
        order_legs.company,
        order_legs.channel,
        min(order_legs.posted_date) as first_leg_date,
    from leg_shares
    inner join order_states
        on
            leg_shares.order_state_id = order_states.order_state_id
            and order_states.states_count > 1
    inner join order_legs
        on
            leg_shares.order_state_id = order_legs.order_state_id
            and leg_shares.source_leg_id = order_legs.source_leg_id
    group by all
)

select
    state_returns.order_state_id,
    state_returns.return_id,
    contracts.financial_system_of_record as financial_record,
    contracts.inventory_system_of_record as inventory_record,
    contracts.valuation_system_of_record as valuation_record,
from state_returns
inner join contracts
    on
        state_returns.company = contracts.company
        and state_returns.channel = contracts.channel
        and state_returns.first_leg_date between contracts.valid_from and contracts.valid_to
