-- Grain: company × channel × period up to the one of `as_of`: how its end is read, and how the end
-- before was (M10). A channel's first period has none before it.
with channel_periods as (
    select * from {{ ref('int_channel_periods') }}
),

period_ends as (
    select * from {{ ref('int_period_ends') }}
)

select
    channel_periods.company,
    channel_periods.channel,
    channel_periods.period,
    period_ends.first_day,
    period_ends.evaluated_on,
    period_ends.read_cut,
    lag(period_ends.evaluated_on) over channel_walk as previous_evaluated_on,
    lag(period_ends.read_cut) over channel_walk as previous_read_cut,
from channel_periods
inner join period_ends
    on
        channel_periods.company = period_ends.company
        and channel_periods.period = period_ends.period
window channel_walk as (
    partition by channel_periods.company, channel_periods.channel order by channel_periods.first_day
)
