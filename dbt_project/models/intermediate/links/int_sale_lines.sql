-- Grain: sale document × line, in the latest version that holds lines, converted to the company's
-- SKU and base currency and placed in its order. A voided sale sold nothing.
with all_lines as (
    {{ union_systems('sale_lines') }}
),

document_versions as (
    select * from {{ ref('int_document_versions') }}
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

sku_aliases as (
    select * from {{ ref('stg_reference__sku_aliases') }}
),

rate_periods as (
    select * from {{ ref('int_rate_periods') }}
),

latest_states as (
    select
        document_key,
        arg_max(state, version_number) as state,
    from document_versions
    where state <> 'absent'
    group by all
),

versioned_lines as (
    select
        document_versions.document_key,
        document_versions.company,
        document_versions.tier,
        document_versions.base_currency,
        document_versions.version_number,
        all_lines.*,
    from all_lines
    inner join document_versions
        on
            all_lines.source_system = document_versions.source_system
            and all_lines.source_instance = document_versions.source_instance
            and all_lines.document_type = document_versions.document_type
            and all_lines.document_id = document_versions.document_id
            and all_lines.document_version_id = document_versions.document_version_id
    qualify document_versions.version_number
    = max(document_versions.version_number) over (partition by document_versions.document_key)
)

select
    versioned_lines.document_key,
    versioned_lines.line_key,
    versioned_lines.company,
    versioned_lines.tier,
    document_orders.order_key,
    document_orders.channel,
    coalesce(sku_aliases.sku, versioned_lines.source_sku) as sku,
    versioned_lines.sale_date,
    versioned_lines.sold_units is not null as is_sold_line,
    latest_states.state = 'voided' as is_voided,
    case when latest_states.state = 'voided' then 0 else 1 end
    * versioned_lines.sold_units * coalesce(sku_aliases.unit_factor, 1) as sold_units,
    versioned_lines.sold_units * coalesce(sku_aliases.unit_factor, 1) as ordered_units,
    versioned_lines.shipped_units * coalesce(sku_aliases.unit_factor, 1) as shipped_units,
    coalesce(
        versioned_lines.base_net_amount,
        case
            when versioned_lines.currency_code = versioned_lines.base_currency
                then versioned_lines.net_amount
            else versioned_lines.net_amount
                * coalesce(versioned_lines.base_rate, rate_periods.rate)
        end
    ) as base_net_amount,
    versioned_lines.cost_amount,
from versioned_lines
inner join latest_states on versioned_lines.document_key = latest_states.document_key
inner join document_orders on versioned_lines.document_key = document_orders.document_key
left join sku_aliases
    on
        versioned_lines.source_system = sku_aliases.source_system
        and versioned_lines.source_instance = sku_aliases.source_instance
        and versioned_lines.source_sku = sku_aliases.source_sku
left join rate_periods
    on
        versioned_lines.currency_code = rate_periods.from_currency
        and versioned_lines.base_currency = rate_periods.to_currency
        and versioned_lines.sale_date between rate_periods.first_day and rate_periods.last_day
