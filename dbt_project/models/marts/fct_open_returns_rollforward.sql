-- Grain: company × channel × period × diagnosis × measure (M10, Roll-forward). Every verdict that
-- was ever open in the channel has a row in each of its periods, zeros included.
with channel_ends as (
    select * from {{ ref('int_channel_ends') }}
),

movements as (
    select * from {{ ref('int_open_movements') }}
),

occurring_diagnoses as (
    select distinct company, channel, diagnosis, measure from movements
),

rollforward as (
    select
        channel_ends.company,
        channel_ends.channel,
        channel_ends.period,
        occurring_diagnoses.diagnosis,
        occurring_diagnoses.measure,
        {%- for movement in [
            'opening', 'restated', 'opened', 'cleared', 'written_off', 'reclassified', 'closing',
        ] %}
        coalesce(sum(movements.value) filter (movements.movement = '{{ movement }}'), 0)
            as {{ movement }},
        {%- endfor %}
    from channel_ends
    inner join occurring_diagnoses
        on
            channel_ends.company = occurring_diagnoses.company
            and channel_ends.channel = occurring_diagnoses.channel
    left join movements
        on
            channel_ends.company = movements.company
            and channel_ends.channel = movements.channel
            and channel_ends.period = movements.period
            and occurring_diagnoses.diagnosis = movements.diagnosis
            and occurring_diagnoses.measure = movements.measure
    group by all
)

{{ select_contract('rollforward') }}
