-- What a bridge calls timing sums to 0 over all periods of a return line (M10): it moves a figure to
-- another month and never changes it. Does not assert the months.
{{ config(meta={'dagster': {'ref': {'name': 'fct_period_bridge_lines'}}}) }}

with timing_parts as (
    select
        *,
        case when bridge = 'quantity' then 'matched across periods' else component end as timing,
    from {{ ref('fct_period_bridge_lines') }}
    where component in (
        'restocked_in_other_period', 'credited_in_other_period',
        'hub_timing', 'ledger_timing', 'restoring_timing', 'reversal_timing'
    )
)

select
    company,
    channel,
    return_line_id,
    bridge,
    timing,
    sum(units) as units,
    sum(amount) as amount,
from timing_parts
group by all
having coalesce(sum(units), 0) <> 0 or coalesce(sum(amount), 0) <> 0
