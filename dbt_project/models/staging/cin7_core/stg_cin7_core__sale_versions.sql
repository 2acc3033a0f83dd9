-- One row per sale × version as GET /sale gave it: header fields typed, each list as JSON text for
-- the models that read it, so that none parses a whole sale again. Business dates are the tenant's
-- calendar dates, audit stamps without a zone are UTC (M3.1).
{%- set fields = {
    'id': 'ID', 'status': 'Status', 'sale_order_date': 'SaleOrderDate',
    'sale_order_number': 'Order.SaleOrderNumber',
    'customer_reference': 'CustomerReference', 'source_channel': 'SourceChannel',
    'base_currency': 'BaseCurrency', 'customer_currency': 'CustomerCurrency',
    'currency_rate': 'CurrencyRate', 'tax_calculation': 'TaxCalculation',
    'service_only': 'ServiceOnly', 'order_payload': 'Order', 'fulfilments': 'Fulfilments',
    'invoices': 'Invoices', 'credit_notes': 'CreditNotes',
    'inventory_movements': 'InventoryMovements',
} %}
with sales as (

    select * from {{ source('cin7_core', 'sales') }}

),

extracted as (

    select *, {{ json_fields('payload', fields) }} as field_values from sales

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        lower(id) as sale_id,
        {{ document_version_id('cin7_core', 'sales') }} as document_version_id,

        -- names
        sale_order_number,
        customer_reference,
        source_channel,

        -- when
        {{ to_calendar_date('sale_order_date') }} as sale_date,
        {{ to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        coalesce({{ to_instant('version_at') }}, exported_at, landed_at) as in_force_from,

        -- amounts
        upper(coalesce(customer_currency, base_currency)) as currency_code,
        coalesce(
            nullif({{ to_number('currency_rate') }}, 0),
            case when upper(customer_currency) = upper(base_currency) then 1 end
        ) as base_rate,

        -- flags
        case
            when upper(status) = 'VOIDED' then 'voided'
            when
                upper(status) in (
                    'ORDERED', 'BACKORDERED', 'PICKING', 'PICKED', 'PACKING', 'PACKED',
                    'SHIPPING', 'INVOICING', 'INVOICED', 'CREDITED', 'COMPLETED'
                ) then 'posted'
            else 'pending'
        end as state,
        lower(tax_calculation) = 'inclusive' as is_tax_inclusive,
        coalesce({{ to_flag('service_only') }}, false) as is_service_only,
        credit_notes is not null as has_credit_note_list,
        coalesce(json_array_length(inventory_movements), 0) > 0 as has_movements,

        -- lists
        order_payload,
        fulfilments,
        invoices,
        credit_notes,
        inventory_movements,

        -- lineage
        content_hash,
        source_file,
        source_line
    from fields

)

select * from typed
