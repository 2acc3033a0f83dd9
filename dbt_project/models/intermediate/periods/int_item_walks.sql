{{ config(materialized='view') }}
-- Grain: company × channel × period × order × SKU × measure that was open at the period's end or at
-- the end before: both as the period's own cut knows them (M10, roll-forward). Of a fall, what a
-- decision had written off by the period's end, and not by the end before, is written off.
with channel_ends as (
    select * from {{ ref('int_channel_ends') }}
),

items as (
    select * from {{ ref('int_open_items') }}
),

sides as (
    {%- for side, day in {'before': 'previous_evaluated_on', 'after': 'evaluated_on'}.items() %}
    select
        channel_ends.company,
        channel_ends.channel,
        channel_ends.period,
        items.order_key,
        items.sku,
        items.measure,
        '{{ side }}' as side,
        items.diagnosis,
        items.value,
        items.written_off_value,
    from channel_ends
    inner join items
        on
            channel_ends.company = items.company
            and channel_ends.channel = items.channel
            and channel_ends.{{ day }} = items.evaluated_on
            and channel_ends.read_cut = items.read_cut
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

walks as (
    select
        company,
        channel,
        period,
        order_key,
        sku,
        measure,
        {%- for side in ['before', 'after'] %}
        min(diagnosis) filter (side = '{{ side }}') as {{ side }}_diagnosis,
        coalesce(sum(value) filter (side = '{{ side }}'), 0) as {{ side }}_value,
        {%- endfor %}
        coalesce(sum(written_off_value) filter (side = 'after'), 0)
        - coalesce(sum(written_off_value) filter (side = 'before'), 0) as newly_written_off_value,
    from sides
    group by all
)

select
    * exclude (newly_written_off_value),
    greatest(least(newly_written_off_value, before_value - after_value), 0) as written_off_value,
from walks
where before_diagnosis is not null or after_diagnosis is not null
