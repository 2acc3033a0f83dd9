-- Grain: order state × return line: which tier was of record for each layer, by the contract row
-- that holds at the return's first leg as the state knows it (M9.6). Where none does, it is the
-- layer's originating tier (M5.1), and for the cost the hub, whose figure the period tables restore.
-- Only orders that looked different at some sign-off, or were not there: no other has moved.
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

state_shares as (
    select
        leg_shares.order_state_id,
        leg_shares.return_id,
        leg_shares.return_line_id,
        order_legs.company,
        order_legs.channel,
        order_legs.tier,
        order_legs.posted_date,
        order_legs.is_live
        and not order_legs.is_manual
        and order_legs.is_goods_revenue
        and (leg_shares.units <> 0 or leg_shares.base_net_amount <> 0) as is_credit,
        order_legs.is_live
        and not order_legs.is_manual
        and order_legs.leg_kind in ('restock', 'unrestock')
        and leg_shares.units <> 0 as is_restock,
    from leg_shares
    inner join order_states
        on
            leg_shares.order_state_id = order_states.order_state_id
            and (order_states.states_count > 1 or order_states.from_cut > 1)
    inner join order_legs
        on
            leg_shares.order_state_id = order_legs.order_state_id
            and leg_shares.source_leg_id = order_legs.source_leg_id
),

state_returns as (
    select
        order_state_id,
        return_id,
        min(posted_date) as first_leg_date,
    from state_shares
    group by all
),

-- channel, hub and ledger stand in this order by name.
state_lines as (
    select
        order_state_id,
        return_id,
        return_line_id,
        company,
        channel,
        min(tier) filter (is_credit) as first_credit_tier,
        min(tier) filter (is_restock) as first_restock_tier,
    from state_shares
    group by all
)

select
    state_lines.order_state_id,
    state_lines.return_line_id,
    coalesce(contracts.financial_system_of_record, state_lines.first_credit_tier)
        as financial_record,
    coalesce(contracts.inventory_system_of_record, state_lines.first_restock_tier)
        as inventory_record,
    coalesce(contracts.valuation_system_of_record, 'hub') as valuation_record,
from state_lines
inner join state_returns
    on
        state_lines.order_state_id = state_returns.order_state_id
        and state_lines.return_id = state_returns.return_id
left join contracts
    on
        state_lines.company = contracts.company
        and state_lines.channel = contracts.channel
        and state_returns.first_leg_date between contracts.valid_from and contracts.valid_to
