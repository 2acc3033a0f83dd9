-- Grain: sale document × line, in the latest version that holds lines, converted but for kits to
-- the company's SKU and base currency, and placed in its order. A voided or deleted sale sold
-- nothing.
with all_lines as (
    {{ union_systems('sale_lines') }}
),

document_versions as (
    select * from {{ ref('int_document_versions') }}
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

known_documents as (
    select * from {{ ref('int_known_documents') }}
),

locations as (
    select * from {{ ref('int_locations') }}
),

sku_names as (
    select * from {{ ref('int_sku_names') }}
),

rate_periods as (
    select * from {{ ref('int_rate_periods') }}
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
        coalesce(sku_names.sku, priced_lines.source_sku) as sku,
        coalesce(sku_names.unit_factor, 1) as unit_factor,
        coalesce(locations.location, priced_lines.source_location) as location,
        {{ converted_amount('priced_lines') }} as converted_net_amount,
        {{ converted_cost('priced_lines') }} as converted_cost_amount,
    from priced_lines
    {{ conversion_joins('priced_lines', day='sale_date') }}
    left join locations
        on
            priced_lines.source_system = locations.source_system
            and priced_lines.source_instance = locations.source_instance
            and priced_lines.source_location = locations.source_location
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
    converted_lines.location,
    -- when
    converted_lines.sale_date,
    -- flags
    converted_lines.sold_units is not null as is_sold_line,
    known_documents.state in ('voided', 'deleted') as is_voided,
    -- units
    cast(converted_lines.sold_units * converted_lines.unit_factor as decimal(18, 4))
        as ordered_units,
    cast(converted_lines.shipped_units * converted_lines.unit_factor as decimal(18, 4))
        as shipped_units,
    -- amounts
    converted_lines.converted_net_amount as base_net_amount,
    converted_lines.converted_cost_amount as cost_amount,
from converted_lines
inner join known_documents on converted_lines.document_key = known_documents.document_key
inner join document_orders on converted_lines.document_key = document_orders.document_key
