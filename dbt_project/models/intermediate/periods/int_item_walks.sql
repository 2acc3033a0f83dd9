-- Grain: company × channel × period × order × SKU × measure that was open at the period's end or at
-- the end before: both as the period's own cut knows them (M10, roll-forward).
with channel_ends as (
    select * from {{ ref('int_channel_ends') }}
),

items as (
    select * from {{ ref('int_open_items') }}
),

write_offs as (
    select * from {{ ref('int_write_offs') }}
),

sides as (
    {%- for side, day in {'before': 'previous_evaluated_on', 'after': 'evaluated_on'}.items() %}
    select
        channel_ends.company,
        channel_ends.channel,
        channel_ends.period,
        channel_ends.first_day,
        channel_ends.evaluated_on,
        items.order_key,
        items.order_name,
        items.sku,
        items.measure,
        '{{ side }}' as side,
        items.diagnosis,
        items.value,
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
        first_day,
        evaluated_on,
        order_key,
        sku,
        measure,
        min(order_name) as order_name,
        {%- for side in ['before', 'after'] %}
        min(diagnosis) filter (side = '{{ side }}') as {{ side }}_diagnosis,
        coalesce(sum(value) filter (side = '{{ side }}'), 0) as {{ side }}_value,
        {%- endfor %}
    from sides
    group by all
)

select
    walks.*,
    walks.after_diagnosis is null and write_offs.order_name is not null as is_written_off,
from walks
left join write_offs
    on
        walks.company = write_offs.company
        and walks.channel = write_offs.channel
        and walks.order_name = write_offs.order_name
        and walks.sku = coalesce(write_offs.sku, '-')
        and write_offs.decided_on between walks.first_day and walks.evaluated_on
