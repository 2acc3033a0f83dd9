-- Grain: order × SKU sold. The sale (M4.13): units and net price from the first of channel, hub
-- and ledger that holds the line; cost and shipped units from the hub's outbound movements, else
-- the channel's own. Unknown stays null, never zero.
with sale_lines as (
    select * from {{ ref('int_sale_lines') }}
),

hub_sale_documents as (
    select * from {{ ref('int_known_documents') }} where is_sale and tier = 'hub'
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

-- A void may come without lines: then the sale's document alone says that the hub ships nothing.
hub_sales as (
    select
        document_orders.order_key,
        bool_and(hub_sale_documents.state in ('voided', 'deleted')) as is_voided,
    from hub_sale_documents
    inner join document_orders
        on hub_sale_documents.document_key = document_orders.document_key
    group by all
),

lines_by_tier as (
    select
        order_key,
        sku,
        tier,
        min(sale_date) as sale_date,
        bool_or(is_sold_line) as is_sold_here,
        sum(ordered_units) as ordered_units,
        sum(sold_units) as sold_units,
        sum(base_net_amount) filter (is_sold_line) as base_net_amount,
        sum(shipped_units) as shipped_units,
        sum(cost_amount) as cost_amount,
    from sale_lines
    where sku is not null
    group by all
),

pivoted_lines as (
    select
        order_key,
        sku,
        min(sale_date) as sale_date,
        any_value(is_sold_here) filter (tier = 'channel') as is_sold_in_channel,
        any_value(is_sold_here) filter (tier = 'hub') as is_sold_in_hub,
        {%- for tier in ['channel', 'hub', 'ledger'] %}
        any_value(ordered_units) filter (tier = '{{ tier }}') as {{ tier }}_ordered_units,
        any_value(base_net_amount) filter (tier = '{{ tier }}') as {{ tier }}_net_amount,
        {%- endfor %}
        any_value(sold_units) filter (tier = 'hub') as hub_sold_units,
        any_value(shipped_units) filter (tier = 'hub') as hub_shipped_units,
        any_value(cost_amount) filter (tier = 'hub') as hub_cost_amount,
        any_value(shipped_units) filter (tier = 'channel') as channel_shipped_units,
        any_value(cost_amount) filter (tier = 'channel') as channel_cost_amount,
    from lines_by_tier
    group by all
),

sales as (
    select
        pivoted_lines.*,
        hub_sales.is_voided as is_voided_in_hub,
        case
            when is_sold_in_channel then channel_ordered_units
            when is_sold_in_hub then hub_ordered_units
            else ledger_ordered_units
        end as sold_units,
        case
            when is_sold_in_channel then channel_net_amount
            when is_sold_in_hub then hub_net_amount
            else ledger_net_amount
        end as net_amount,
        -- Cost and the units that it was for come from one place.
        case when hub_cost_amount is not null then hub_cost_amount else channel_cost_amount end
            as shipped_cost_amount,
        case when hub_cost_amount is not null then hub_shipped_units else channel_shipped_units end
            as costed_units,
    from pivoted_lines
    left join hub_sales on pivoted_lines.order_key = hub_sales.order_key
)

select
    order_key,
    sku,
    sale_date,
    cast(sold_units as decimal(18, 4)) as sold_units,
    -- So wide that units times price fit in any currency.
    cast(net_amount / nullif(sold_units, 0) as decimal(28, 6)) as sale_unit_price_amount,
    cast(shipped_cost_amount / nullif(costed_units, 0) as decimal(28, 10)) as unit_cost_amount,
    coalesce(is_sold_in_hub, false) as is_sold_in_hub,
    -- What the channel sold and the hub has not shipped bounds what can be cancelled (M4.5).
    case
        when is_voided_in_hub then sold_units
        when is_sold_in_hub
            then greatest(sold_units - coalesce(hub_shipped_units, 0), 0)
    end as unshipped_units,
    -- What the hub voided, or cut below what the channel sold, was never there to be reversed.
    case
        when is_sold_in_channel and is_voided_in_hub then channel_ordered_units
        when is_sold_in_channel and is_sold_in_hub
            then greatest(channel_ordered_units - hub_sold_units, 0)
        else 0
    end as cut_units,
from sales
