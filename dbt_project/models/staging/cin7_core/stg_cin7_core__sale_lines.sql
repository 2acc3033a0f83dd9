-- One row per sale version × line of the sale (M4.13). Sold units and price come from the order,
-- and for a SKU that only an invoice holds from the invoices, voided ones apart (they stay beside
-- their re-issue). What costs nothing is a line apart: it may be a part of a kit beside it (M4.7).
-- What left stock and its cost are rows of their own, per task.
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}

),

priced_lines as (

    select * from {{ ref('stg_cin7_core__priced_lines') }}
    where
        section in ('order', 'invoice')
        and section_status is distinct from 'VOIDED'
        and not is_charge
        and sku is not null

),

sold_lines as (

    select
        *,
        bool_or(section = 'order') over (
            partition by
                source_system, source_instance, document_id, document_version_id, lower(sku)
        ) as is_ordered
    from priced_lines

),

outbound_lines as (

    select
        source_system, source_instance, sale_id, document_version_id, task_id, sku,
        location, units as picked_units, null as ledger_units, null as cost
    from {{ ref('stg_cin7_core__picked_lines') }}

    union all

    select
        source_system, source_instance, sale_id, document_version_id, task_id, sku,
        null as location, null as picked_units, ledger_units, cost
    from {{ ref('stg_cin7_core__outbound_costs') }}

),

sale_lines as (

    select
        source_system,
        source_instance,
        document_id as sale_id,
        document_version_id,
        'sold:' || case when section = 'invoice' then section_place || ':' else '' end || lower(sku)
        || case when net_amount = 0 then ':free' else '' end as line_key,
        min(sku) as source_sku,
        null as source_location,
        sum(units) as sold_units,
        null as shipped_units,
        sum(net_amount) as sold_amount,
        max(base_rate) as line_rate,
        null as cost
    from sold_lines
    where section = 'order' or not is_ordered
    group by
        source_system, source_instance, document_id, document_version_id, section, section_place,
        lower(sku), net_amount = 0

    union all

    select
        source_system,
        source_instance,
        sale_id,
        document_version_id,
        'outbound:' || task_id || ':' || lower(sku) as line_key,
        min(sku) as source_sku,
        min(location) as source_location,
        null as sold_units,
        coalesce(sum(picked_units), sum(ledger_units)) as shipped_units,
        null as sold_amount,
        null as line_rate,
        sum(cost) as cost
    from outbound_lines
    group by source_system, source_instance, sale_id, document_version_id, task_id, lower(sku)

),

described as (

    select
        sale_lines.* exclude (sold_amount, cost),
        'sale' as document_type,
        sale_lines.sale_id as document_id,
        sale_versions.sale_date,
        sale_versions.currency_code,
        coalesce(sale_lines.line_rate, sale_versions.base_rate) as base_rate,
        {{ to_cents('sale_lines.sold_amount') }} as net_amount,
        {{ to_cents('sale_lines.cost') }} as cost_amount
    from sale_lines
    inner join sale_versions
        on
            sale_lines.source_system = sale_versions.source_system
            and sale_lines.source_instance = sale_versions.source_instance
            and sale_lines.sale_id = sale_versions.sale_id
            and sale_lines.document_version_id = sale_versions.document_version_id

)

{{ select_shape('sale_lines', 'described', absent=['base_net_amount']) }}
