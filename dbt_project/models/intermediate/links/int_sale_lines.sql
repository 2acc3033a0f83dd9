-- Grain: sale document × line, in the latest version that holds lines, converted to the company's
-- SKU and base currency and placed in its order. A voided or deleted sale sold nothing.
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

known_documents as (
    select * from {{ ref('int_known_documents') }}
),

versioned_lines as (
    select
        document_versions.document_key,
        document_versions.company,
        document_versions.tier,
        document_versions.instance_currency,
        document_versions.base_currency,
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
),

priced_lines as (
    select
        *,
        {{ amount_before_rates('versioned_lines') }} as amount_before_rates,
        {{ currency_before_rates('versioned_lines') }} as currency_before_rates,
    from versioned_lines
),

converted_lines as (
    select
        priced_lines.*,
        coalesce(sku_aliases.sku, priced_lines.source_sku) as sku,
        coalesce(sku_aliases.unit_factor, 1) as unit_factor,
        known_documents.state in ('voided', 'deleted') as is_voided,
        case
            when priced_lines.currency_before_rates = priced_lines.base_currency then 1
            else amount_rates.rate
        end as amount_rate,
        case
            when priced_lines.instance_currency = priced_lines.base_currency then 1
            else cost_rates.rate
        end as cost_rate,
    from priced_lines
    inner join known_documents on priced_lines.document_key = known_documents.document_key
    left join sku_aliases
        on
            priced_lines.source_system = sku_aliases.source_system
            and priced_lines.source_instance = sku_aliases.source_instance
            and priced_lines.source_sku = sku_aliases.source_sku
    left join rate_periods as amount_rates
        on
            priced_lines.currency_before_rates = amount_rates.from_currency
            and priced_lines.base_currency = amount_rates.to_currency
            and priced_lines.sale_date between amount_rates.first_day and amount_rates.last_day
    left join rate_periods as cost_rates
        on
            priced_lines.instance_currency = cost_rates.from_currency
            and priced_lines.base_currency = cost_rates.to_currency
            and priced_lines.sale_date between cost_rates.first_day and cost_rates.last_day
)

select
    -- keys
    converted_lines.document_key,
    converted_lines.line_key,
    converted_lines.company,
    converted_lines.tier,
    document_orders.order_key,
    document_orders.channel,
    converted_lines.sku,
    -- when
    converted_lines.sale_date,
    -- flags
    converted_lines.sold_units is not null as is_sold_line,
    converted_lines.is_voided,
    -- units
    case when converted_lines.is_voided then 0 else 1 end
    * converted_lines.sold_units * converted_lines.unit_factor as sold_units,
    converted_lines.sold_units * converted_lines.unit_factor as ordered_units,
    converted_lines.shipped_units * converted_lines.unit_factor as shipped_units,
    -- amounts
    converted_lines.amount_before_rates * converted_lines.amount_rate as base_net_amount,
    converted_lines.cost_amount * converted_lines.cost_rate as cost_amount,
from converted_lines
inner join document_orders on converted_lines.document_key = document_orders.document_key
