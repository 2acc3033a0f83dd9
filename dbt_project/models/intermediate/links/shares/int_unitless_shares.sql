-- Grain: leg × return line, for live legs that no slice holds: with a SKU but no units (a unit
-- declared kept or cancelled), or without a SKU (fees, shipping, cost journals, credits by amount).
-- They follow their document set; a leg whose set has no units stands on a return of its own.
-- Value is shared by the value that the hub restored, else by units at the sale's cost; credits by
-- amount by the revenue of the set; what is set apart stands on the first line (M8.3, M4.3). Credits
-- that `order_amount` has laid to a return are not among them, nor later changes of cost.
with order_legs as (
    select * from {{ ref('int_order_legs') }}
),

unit_shares as (
    select * from {{ ref('int_unit_shares') }}
),

unlinked_reasons as (
    select * from {{ ref('int_unlinked_reasons') }}
),

set_lines as (
    select * from {{ ref('int_set_lines') }}
),

-- The order's latest return of a SKU, for a leg whose own set has no units of it.
order_lines as (
    select
        order_state_id,
        sku,
        return_set_id,
    from set_lines
    qualify row_number() over (
        partition by order_state_id, sku
        order by first_posted_date desc, return_set_id desc, set_id
    ) = 1
),

amount_links as (
    select order_state_id, source_leg_id from {{ ref('int_amount_links') }}
    union all
    select order_state_id, source_leg_id from {{ ref('int_equal_amounts') }}
),

unitless_legs as (
    select order_legs.*
    from order_legs
    left join unit_shares
        on
            order_legs.order_state_id = unit_shares.order_state_id
            and order_legs.source_leg_id = unit_shares.source_leg_id
    left join unlinked_reasons
        on
            order_legs.order_state_id = unlinked_reasons.order_state_id
            and order_legs.source_leg_id = unlinked_reasons.source_leg_id
    left join amount_links
        on
            order_legs.order_state_id = amount_links.order_state_id
            and order_legs.source_leg_id = amount_links.source_leg_id
    where
        order_legs.is_live
        and order_legs.leg_kind is distinct from 'later_cost_change'
        and unit_shares.source_leg_id is null
        and unlinked_reasons.source_leg_id is null
        and amount_links.source_leg_id is null
),

-- A leg with a SKU takes the lines of its SKU, one without any all lines of its set.
lines_by_leg_sku as (
    select
        *,
        sku as leg_sku,
    from set_lines
    union all
    select
        *,
        '' as leg_sku,
    from set_lines
),

weighted_lines as (
    select
        unitless_legs.source_leg_id,
        unitless_legs.order_state_id,
        unitless_legs.set_id,
        unitless_legs.sku as leg_sku,
        lines_by_leg_sku.sku,
        lines_by_leg_sku.return_set_id,
        lines_by_leg_sku.place,
        case
            when unitless_legs.is_goods_revenue then lines_by_leg_sku.revenue_amount
            when unitless_legs.layer is distinct from 'valuation' then null
            when sum(lines_by_leg_sku.restored_amount) over leg_lines <> 0
                then lines_by_leg_sku.restored_amount
            else lines_by_leg_sku.sold_cost_amount
        end as weight,
    from unitless_legs
    left join lines_by_leg_sku
        on
            unitless_legs.order_state_id = lines_by_leg_sku.order_state_id
            and unitless_legs.set_id = lines_by_leg_sku.set_id
            and coalesce(unitless_legs.sku, '') = lines_by_leg_sku.leg_sku
    window leg_lines as (
        partition by unitless_legs.order_state_id, unitless_legs.source_leg_id
    )
),

-- Without any weight all of it stands on the first line.
shared_lines as (
    select
        *,
        case
            when sum(weight) over leg_lines <> 0 then weight
            when place = min(place) over leg_lines then 1
            else 0
        end as share_weight,
        case when return_set_id is null then leg_sku end as sku_without_line,
    from weighted_lines
    window leg_lines as (partition by order_state_id, source_leg_id)
)

select
    shared_lines.source_leg_id,
    shared_lines.order_state_id,
    shared_lines.set_id,
    coalesce(shared_lines.leg_sku, shared_lines.sku) as sku,
    coalesce(
        shared_lines.return_set_id, order_lines.return_set_id, shared_lines.set_id
    ) as return_set_id,
    coalesce(shared_lines.place, 1) as place,
    cast(
        case when shared_lines.return_set_id is null then 1 else shared_lines.share_weight end
        as decimal(18, 4)
    ) as share_weight,
    case when order_lines.return_set_id is not null then 'order_line' else 'document_link' end
        as match_rule,
from shared_lines
left join order_lines
    on
        shared_lines.order_state_id = order_lines.order_state_id
        and shared_lines.sku_without_line = order_lines.sku
where shared_lines.return_set_id is null or shared_lines.share_weight <> 0
