-- Grain: order state × day × cut of knowledge: the past readings of an order that show other legs
-- than it has now (M10, Open): another state, or the current one before its last leg. Whatever else
-- is read at a period's end has the legs of now.
with state_spans as (
    select * from {{ ref('int_state_spans') }}
),

period_readings as (
    select * from {{ ref('int_period_readings') }}
)

select
    state_spans.order_state_id,
    state_spans.order_key,
    period_readings.evaluated_on,
    period_readings.read_cut,
    -- Cuts of one state see the same legs up to a day.
    state_spans.from_cut || '/' || period_readings.evaluated_on as reading_id,
from state_spans
inner join period_readings
    on
        state_spans.company = period_readings.company
        and period_readings.read_cut >= state_spans.from_cut
        and period_readings.read_cut < state_spans.to_cut
        and period_readings.evaluated_on >= state_spans.first_leg_date
where
    not state_spans.is_current_state
    or period_readings.evaluated_on < state_spans.last_leg_date
