-- Grain: return line whose goods came back to another place than they left from (M7,
-- `other_location`), as one tier tells both. A place that nobody told, null, is no other place.
with line_legs as (
    select * from {{ ref('int_linked_legs') }}
    where return_line_id is not null and is_live and leg_kind = 'restock' and units > 0
),

shipments as (
    select order_key, sku, tier, location
    from {{ ref('int_sale_lines') }}
    where shipped_units > 0
),

told_legs as (
    select
        line_legs.return_line_id,
        line_legs.return_leg_id,
        bool_or(line_legs.location = shipments.location) as is_same_place,
    from line_legs
    inner join shipments
        on
            line_legs.order_key = shipments.order_key
            and line_legs.sku = shipments.sku
            and line_legs.tier = shipments.tier
    group by all
)

select distinct return_line_id
from told_legs
where not is_same_place
