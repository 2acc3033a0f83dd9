{{ config(materialized='view') }}
-- Grain: movement of an open order × SKU in one row of the roll-forward (M10). On a changed verdict
-- what was open moves by `reclassified`; then a rise is opened and a fall cleared under the new one.
with channel_ends as (
    select * from {{ ref('int_channel_ends') }}
),

items as (
    select * from {{ ref('int_open_items') }}
),

item_walks as (
    select * from {{ ref('int_item_walks') }}
),

-- The end before, as it was closed then.
opening_items as (
    select
        channel_ends.company,
        channel_ends.channel,
        channel_ends.period,
        items.diagnosis,
        items.measure,
        items.value,
    from channel_ends
    inner join items
        on
            channel_ends.company = items.company
            and channel_ends.channel = items.channel
            and channel_ends.previous_evaluated_on = items.evaluated_on
            and channel_ends.previous_read_cut = items.read_cut
    -- What is only written off is open no more.
    where items.diagnosis is not null
)

select company, channel, period, diagnosis, measure, 'opening' as movement, value
from opening_items
union all
select company, channel, period, diagnosis, measure, 'restated' as movement, -value as value
from opening_items
union all
select
    company, channel, period, before_diagnosis as diagnosis, measure, 'restated' as movement,
    before_value as value,
from item_walks
where before_diagnosis is not null
{%- for diagnosis, value in [
    ('before_diagnosis', '-before_value'), ('after_diagnosis', 'before_value'),
] %}
union all
select
    company, channel, period, {{ diagnosis }} as diagnosis, measure, 'reclassified' as movement,
    {{ value }} as value,
from item_walks
where before_diagnosis <> after_diagnosis
{%- endfor %}
{%- for movement, value in {
    'opened': 'greatest(after_value - before_value, 0)',
    'cleared': 'greatest(before_value - after_value, 0) - written_off_value',
    'written_off': 'written_off_value',
}.items() %}
union all
select
    company, channel, period, coalesce(after_diagnosis, before_diagnosis) as diagnosis, measure,
    '{{ movement }}' as movement,
    {{ value }} as value,
from item_walks
where {{ value }} <> 0
{%- endfor %}
union all
select
    company, channel, period, after_diagnosis as diagnosis, measure, 'closing' as movement,
    after_value as value,
from item_walks
where after_diagnosis is not null
