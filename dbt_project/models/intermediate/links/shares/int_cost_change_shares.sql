-- Grain: live later change of a sold unit's cost × return line, and what of it is no return's
-- (M8.4). A change under a credit note's own task is that note's; one of the whole sale is shared by
-- units over the order's returns of the SKU and what was sold and never came back.
with cost_changes as (
    select * from {{ ref('int_order_legs') }}
    where is_live and leg_kind = 'later_cost_change'
),

set_lines as (
    select * from {{ ref('int_set_lines') }}
),

sales as (
    select * from {{ ref('int_sales') }}
),

note_lines as (
    select
        cost_changes.order_state_id,
        cost_changes.source_leg_id,
        set_lines.sku,
        set_lines.return_set_id,
        set_lines.units,
        'document_link' as match_rule,
    from cost_changes
    inner join set_lines
        on
            cost_changes.order_state_id = set_lines.order_state_id
            and cost_changes.set_id = set_lines.set_id
            and cost_changes.sku = set_lines.sku
),

changes_of_sales as (
    select cost_changes.*
    from cost_changes
    left join note_lines
        on
            cost_changes.order_state_id = note_lines.order_state_id
            and cost_changes.source_leg_id = note_lines.source_leg_id
    where note_lines.source_leg_id is null
),

-- Documents of several sets tell of the same units.
returned_lines as (
    select
        order_state_id,
        sku,
        return_set_id,
        max(units) as units,
    from set_lines
    group by all
),

order_lines as (
    select
        changes_of_sales.order_state_id,
        changes_of_sales.source_leg_id,
        returned_lines.sku,
        returned_lines.return_set_id,
        returned_lines.units,
        'order_line' as match_rule,
    from changes_of_sales
    inner join returned_lines
        on
            changes_of_sales.order_state_id = returned_lines.order_state_id
            and changes_of_sales.sku = returned_lines.sku
),

kept_by_customers as (
    select
        changes_of_sales.order_state_id,
        changes_of_sales.source_leg_id,
        changes_of_sales.sku,
        case
            when count(order_lines.source_leg_id) = 0 then 1
            else greatest(
                coalesce(max(sales.sold_units), 0) - coalesce(sum(order_lines.units), 0), 0
            )
        end as units,
    from changes_of_sales
    left join order_lines
        on
            changes_of_sales.order_state_id = order_lines.order_state_id
            and changes_of_sales.source_leg_id = order_lines.source_leg_id
    left join sales
        on
            changes_of_sales.order_key = sales.order_key and changes_of_sales.sku = sales.sku
    group by all
),

all_shares as (
    select *, cast(null as varchar) as unlinked_reason from note_lines
    union all
    select *, null as unlinked_reason from order_lines
    union all
    select
        order_state_id,
        source_leg_id,
        sku,
        null as return_set_id,
        units,
        null as match_rule,
        'not_a_return' as unlinked_reason,
    from kept_by_customers
)

select
    * exclude (units),
    cast(units as decimal(18, 4)) as share_weight,
    row_number() over (
        partition by order_state_id, source_leg_id order by return_set_id nulls last
    ) as place,
from all_shares
where units > 0
