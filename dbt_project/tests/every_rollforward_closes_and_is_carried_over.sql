-- Opening, restated, opened, cleared, written off and reclassified make up the closing figure, and a
-- period opens with what the one before it closed with, always (M10). Does not assert the figures
-- themselves.
{{ config(meta={'dagster': {'ref': {'name': 'fct_open_returns_rollforward'}}}) }}

with rollforward as (
    select
        *,
        opening + restated + opened - cleared - written_off + reclassified as walked_to,
        lag(closing, 1, 0) over walk as closed_before,
        lead(period) over walk is null
        and period < max(period) over (partition by company, channel) as ends_early,
    from {{ ref('fct_open_returns_rollforward') }}
    window walk as (partition by company, channel, diagnosis, measure order by period)
)

select
    company,
    channel,
    period,
    diagnosis,
    measure,
    closed_before,
    opening,
    walked_to,
    closing,
from rollforward
where
    opening is distinct from closed_before
    or closing is distinct from walked_to
    or (ends_early and closing <> 0)
