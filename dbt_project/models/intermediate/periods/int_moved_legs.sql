-- Grain: sign-off × leg whose contribution to the signed period's totals has moved since, with the
-- one cause (M9.3). Contributions are compared leg by leg, never netted.
with signed_states as (
    select * from {{ ref('int_signed_states') }}
),

contributions as (
    select * exclude (form_number) from {{ ref('int_state_contributions') }}
    union all by name
    select * from {{ ref('int_batch_contributions') }}
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
),

leg_versions as (
    select source_leg_id, known_at from {{ ref('int_leg_versions') }} where form_number = 1
),

-- Then counts against, now counts for.
moved_amounts as (
    select
        signed_states.company,
        signed_states.period,
        signed_states.version,
        signed_states.order_key,
        contributions.channel,
        contributions.source_leg_id,
        -contributions.credited_units as credited_units,
        -contributions.restocked_units as restocked_units,
        -contributions.revenue_amount as revenue_amount,
        -contributions.cost_amount as cost_amount,
    from signed_states
    inner join contributions
        on
            signed_states.signed_state_id = contributions.order_state_id
            and signed_states.period = contributions.period
    union all
    select
        signed_states.company,
        signed_states.period,
        signed_states.version,
        signed_states.order_key,
        contributions.channel,
        contributions.source_leg_id,
        contributions.credited_units,
        contributions.restocked_units,
        contributions.revenue_amount,
        contributions.cost_amount,
    from signed_states
    inner join contributions
        on
            signed_states.current_state_id = contributions.order_state_id
            and signed_states.period = contributions.period
),

moved_legs as (
    select
        company,
        period,
        version,
        order_key,
        channel,
        source_leg_id,
        sum(credited_units) as credited_units_delta,
        sum(restocked_units) as restocked_units_delta,
        sum(revenue_amount) as revenue_delta_amount,
        sum(cost_amount) as cost_delta_amount,
    from moved_amounts
    group by all
    having
        sum(credited_units) <> 0
        or sum(restocked_units) <> 0
        or sum(revenue_amount) <> 0
        or sum(cost_amount) <> 0
)

select
    moved_legs.company,
    moved_legs.channel,
    moved_legs.period,
    moved_legs.version,
    moved_legs.source_leg_id,
    case
        when signed_legs.form_number is null and leg_versions.known_at <= signed_states.signed_at
            then 'late_landing'
        when signed_legs.form_number is null then 'backdated'
        when current_legs.form_number = signed_legs.form_number then 'relinked'
        when current_legs.is_voided or current_legs.is_deleted then 'voided'
        else 'edited'
    end as cause,
    moved_legs.credited_units_delta,
    moved_legs.restocked_units_delta,
    moved_legs.revenue_delta_amount,
    moved_legs.cost_delta_amount,
    current_legs.recorded_at,
    current_legs.landed_at,
    current_legs.document_number,
from moved_legs
inner join signed_states
    on
        moved_legs.company = signed_states.company
        and moved_legs.period = signed_states.period
        and moved_legs.version = signed_states.version
        and moved_legs.order_key = signed_states.order_key
inner join order_legs as current_legs
    on
        signed_states.current_state_id = current_legs.order_state_id
        and moved_legs.source_leg_id = current_legs.source_leg_id
left join order_legs as signed_legs
    on
        signed_states.signed_state_id = signed_legs.order_state_id
        and moved_legs.source_leg_id = signed_legs.source_leg_id
left join leg_versions on moved_legs.source_leg_id = leg_versions.source_leg_id
