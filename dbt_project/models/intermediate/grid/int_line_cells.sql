-- Grain: return line × tier × layer, all nine: what each system holds of the line. Posted and live
-- legs, manual ones apart. Amounts are goods revenue in the financial layer and cost in the
-- valuation layer, in base currency, and beside it in the transaction's where that is one.
with lines as (
    select return_line_id from {{ ref('int_return_lines') }}
),

line_legs as (
    select * from {{ ref('int_line_legs') }}
    where not is_manual
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
        sum(units) filter (is_unit_leg) as units,
        bool_or(is_unit_leg and units <> 0) as has_units,
        sum(base_net_amount) filter (is_goods_revenue) as revenue_amount,
        sum(net_amount) filter (is_goods_revenue) as transaction_amount,
        min(currency_code) filter (is_goods_revenue) as first_currency,
        max(currency_code) filter (is_goods_revenue) as last_currency,
        sum(cost_amount) filter (leg_kind = 'cost_reversal') as cost_amount,
        sum(cost_amount) filter (leg_kind = 'later_cost_change') as later_change_amount,
        bool_or(leg_kind = 'cost_reversal') as has_cost,
        sum(kept_units) filter (leg_kind = 'restock') as kept_by_disposition_units,
        sum(kept_units) filter (leg_kind <> 'restock') as kept_by_refund_units,
        sum(never_shipped_units) as never_shipped_units,
        sum(nothing_to_reverse_units) as nothing_to_reverse_units,
        min(posted_date) as first_posted_date,
        max(posted_date) as last_posted_date,
        {{ sorted_list('document_number') }} as document_numbers,
    from line_legs
    where is_live
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

-- Where something lives, a dead leg stands without a line, and its tier is known to hold a void. A
-- deleted leg beside a live one counts as voided (M4.2).
voids as (
    select distinct
        context_line_id as return_line_id,
        tier,
        layer,
    from line_legs
    where
        return_line_id is null
        and unlinked_reason in ('voided', 'deleted')
        and (is_goods_revenue or leg_kind in ('restock', 'unrestock', 'cost_reversal'))
)

select
    cells.return_line_id,
    cells.tier,
    cells.layer,
    {%- for column in [
        'units', 'revenue_amount', 'transaction_amount', 'cost_amount', 'later_change_amount',
        'kept_by_disposition_units', 'kept_by_refund_units', 'never_shipped_units',
        'nothing_to_reverse_units',
    ] %}
    coalesce(live_cells.{{ column }}, 0) as {{ column }},
    {%- endfor %}
    coalesce(duplicates.duplicate_units, 0) as duplicate_units,
    coalesce(live_cells.has_units, false) as has_units,
    coalesce(live_cells.has_cost, false) as has_cost,
    voids.return_line_id is not null as has_voids,
    case
        when live_cells.first_currency = live_cells.last_currency then live_cells.first_currency
    end as currency_code,
    live_cells.first_posted_date,
    live_cells.last_posted_date,
    live_cells.document_numbers,
from cells
{%- for relation in ['live_cells', 'duplicates', 'voids'] %}
left join {{ relation }}
    on
        cells.return_line_id = {{ relation }}.return_line_id
        and cells.tier = {{ relation }}.tier
        and cells.layer = {{ relation }}.layer
{%- endfor %}
