-- A return line holds legs that count, or, where nothing live of its order and SKU does, only legs
-- that count in nothing (M4.2). Does not assert which of the two a line should be.
{{ config(meta={'dagster': {'ref': {'name': 'fct_return_legs'}}}) }}

with line_legs as (
    select
        *,
        is_posted and not is_voided and not is_excluded as is_live,
    from {{ ref('fct_return_legs') }}
    where return_line_id is not null
)

select
    return_line_id,
    order_reference,
    sku,
    count(*) filter (is_live) as live_legs_count,
    count(*) filter (not is_live) as dead_legs_count,
    min(source_leg_id) filter (not is_live) as first_dead_leg_id,
from line_legs
group by all
having bool_or(is_live) and not bool_and(is_live)
