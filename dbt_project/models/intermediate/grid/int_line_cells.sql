-- Grain: return line × tier × layer, all nine: what each system holds of the line. Posted and live
-- legs, manual ones apart. Amounts are goods revenue in the financial layer and cost in the
-- valuation layer, in base currency, and beside it in the transaction's where that is one.
with lines as (
    select return_line_id from {{ ref('int_return_lines') }}
),

line_legs as (
    select * from {{ ref('int_line_legs') }}
),

cells as (
    select
        lines.return_line_id,
        tiers.tier,
        layers.layer,
    from lines
    cross join (values ('channel'), ('hub'), ('ledger')) as tiers (tier)
    cross join (values ('financial'), ('inventory'), ('valuation')) as layers (layer)
),

live_cells as (
    select
        return_line_id,
        tier,
        layer,
        count(*) as legs_count,
        coalesce(sum(units) filter (is_unit_leg), 0) as units,
        coalesce(bool_or(is_unit_leg and units is not null and units <> 0), false) as has_units,
        coalesce(sum(base_net_amount) filter (is_goods_revenue), 0) as revenue_amount,
        coalesce(sum(net_amount) filter (is_goods_revenue), 0) as transaction_amount,
        min(currency_code) filter (is_goods_revenue) as first_currency,
        max(currency_code) filter (is_goods_revenue) as last_currency,
        coalesce(bool_or(is_goods_revenue), false) as has_revenue,
        coalesce(sum(cost_amount) filter (leg_kind = 'cost_reversal'), 0) as cost_amount,
        coalesce(bool_or(leg_kind = 'cost_reversal'), false) as has_cost,
        coalesce(sum(kept_units) filter (leg_kind = 'restock'), 0) as kept_by_disposition_units,
        coalesce(sum(kept_units) filter (leg_kind <> 'restock'), 0) as kept_by_refund_units,
        coalesce(sum(never_shipped_units), 0) as never_shipped_units,
        coalesce(sum(nothing_to_reverse_units), 0) as nothing_to_reverse_units,
        min(posted_date) as first_posted_date,
        max(posted_date) as last_posted_date,
        {{ sorted_list('document_number') }} as document_numbers,
    from line_legs
    where return_line_id is not null and is_live and not is_manual and layer is not null
    group by all
),

duplicates as (
    select
        return_line_id,
        tier,
        layer,
        sum(duplicate_units) as duplicate_units,
    from {{ ref('int_line_documents') }}
    group by all
),

-- Voided legs stand without a line where live ones are, but their tier is known to hold a void.
voids as (
    select distinct
        context_line_id as return_line_id,
        tier,
        layer,
    from line_legs
    where (is_voided or is_deleted) and layer is not null and leg_kind <> 'cash'
)

select
    cells.return_line_id,
    cells.tier,
    cells.layer,
    {%- for column in [
        'legs_count', 'units', 'revenue_amount', 'transaction_amount', 'cost_amount',
        'kept_by_disposition_units', 'kept_by_refund_units', 'never_shipped_units',
        'nothing_to_reverse_units',
    ] %}
    coalesce(live_cells.{{ column }}, 0) as {{ column }},
    {%- endfor %}
    coalesce(duplicates.duplicate_units, 0) as duplicate_units,
    coalesce(live_cells.has_units, false) as has_units,
    coalesce(live_cells.has_revenue, false) as has_revenue,
    coalesce(live_cells.has_cost, false) as has_cost,
    voids.return_line_id is not null as has_voids,
    case when live_cells.first_currency = live_cells.last_currency then live_cells.first_currency end
        as currency_code,
    live_cells.first_posted_date,
    live_cells.last_posted_date,
    live_cells.document_numbers,
from cells
left join live_cells
    on
        cells.return_line_id = live_cells.return_line_id
        and cells.tier = live_cells.tier
        and cells.layer = live_cells.layer
left join duplicates
    on
        cells.return_line_id = duplicates.return_line_id
        and cells.tier = duplicates.tier
        and cells.layer = duplicates.layer
left join voids
    on
        cells.return_line_id = voids.return_line_id
        and cells.tier = voids.tier
        and cells.layer = voids.layer
