-- Grain: open return line × period end, as known at the period's sign-off, else now (M10, Open).
with channel_ends as (
    select * from {{ ref('int_channel_ends') }}
),

open_lines as (
    select * from {{ ref('int_open_lines') }}
),

open_returns as (
    select
        open_lines.*,
        channel_ends.period,
        case
            when open_lines.days_open <= 7 then '0-7'
            when open_lines.days_open <= 14 then '8-14'
            when open_lines.days_open <= 30 then '15-30'
            when open_lines.days_open <= 60 then '31-60'
            when open_lines.days_open <= 90 then '61-90'
            when open_lines.days_open <= 180 then '91-180'
            else '181+'
        end as ageing_bucket,
    from channel_ends
    inner join open_lines
        on
            channel_ends.company = open_lines.company
            and channel_ends.channel = open_lines.channel
            and channel_ends.evaluated_on = open_lines.evaluated_on
            and channel_ends.read_cut = open_lines.read_cut
)

{{ select_contract('open_returns') }}
