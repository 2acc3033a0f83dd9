-- Grain: open return line × period end, as known at the period's sign-off, else now (M10, Open). A
-- line that was linked otherwise since stands under the line of now that holds its legs; where two
-- became one they are added, under the worse verdict.
with channel_ends as (
    select * from {{ ref('int_channel_ends') }}
),

open_lines as (
    select * from {{ ref('int_open_lines') }} where not is_written_off
),

present_lines as (
    select * from {{ ref('int_present_lines') }}
),

named_lines as (
    select
        channel_ends.company,
        channel_ends.channel,
        channel_ends.period,
        coalesce(present_lines.return_line_id, open_lines.return_line_id) as return_line_id,
        arg_min(open_lines.diagnosis, open_lines.return_precedence) as diagnosis,
        arg_min(open_lines.persistence, open_lines.return_precedence) as persistence,
        sum(open_lines.open_units) as open_units,
        sum(open_lines.open_revenue_amount) as open_revenue_amount,
        sum(open_lines.open_cost_amount) as open_cost_amount,
        max(open_lines.days_open) as days_open,
    from channel_ends
    inner join open_lines
        on
            channel_ends.company = open_lines.company
            and channel_ends.channel = open_lines.channel
            and channel_ends.evaluated_on = open_lines.evaluated_on
            and channel_ends.read_cut = open_lines.read_cut
    left join present_lines on open_lines.return_line_id = present_lines.plain_line_id
    group by all
),

open_returns as (
    select
        *,
        case
            when days_open <= 7 then '0-7'
            when days_open <= 14 then '8-14'
            when days_open <= 30 then '15-30'
            when days_open <= 60 then '31-60'
            when days_open <= 90 then '61-90'
            when days_open <= 180 then '91-180'
            else '181+'
        end as ageing_bucket,
    from named_lines
)

{{ select_contract('open_returns') }}
