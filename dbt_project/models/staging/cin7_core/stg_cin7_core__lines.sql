-- One row per line or charge of a sale's order, of its invoices and of its credit notes, ×
-- version: extracted and typed, beside the totals that its section declares. A line without a
-- product is a charge (additional charges may come combined into the lines).
{%- set section_fields = {
    'declared_before_tax': 'TotalBeforeTax', 'declared_tax': 'Tax', 'declared_total': 'Total',
    'task': 'TaskID', 'section_status': 'Status', 'section_rate': 'CurrencyConversionRate',
} %}
{%- set line_fields = {
    'product': 'ProductID', 'sku': 'SKU', 'account_code': 'Account', 'quantity': 'Quantity',
    'price': 'Price', 'discount': 'Discount', 'tax': 'Tax', 'total': 'Total',
} %}
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}

),

credit_notes as (

    select * from {{ ref('stg_cin7_core__credit_notes') }}

),

sections as (

    select
        source_system, source_instance, sale_id as document_id, document_version_id,
        'order' as section, 1 as section_place, base_rate, is_tax_inclusive,
        order_payload as payload
    from sale_versions

    union all

    select
        sale_versions.source_system, sale_versions.source_instance,
        sale_versions.sale_id as document_id, sale_versions.document_version_id,
        'invoice' as section, invoice.place as section_place,
        sale_versions.base_rate, sale_versions.is_tax_inclusive, invoice.item as payload
    from sale_versions, {{ json_list_items('sale_versions.invoices', 'invoice') }}

    union all

    select
        source_system, source_instance, document_id, document_version_id,
        'credit_note' as section, 1 as section_place, base_rate, is_tax_inclusive, payload
    from credit_notes

),

items as (

    select sections.*, false as is_additional, line.place as line_place, line.item
    from sections, {{ json_items('sections.payload', 'Lines', 'line') }}

    union all

    select sections.*, true as is_additional, charge.place as line_place, charge.item
    from sections, {{ json_items('sections.payload', 'AdditionalCharges', 'charge') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', section_fields) }} as section_values,
        {{ json_fields('item', line_fields) }} as line_values
    from items

),

fields as (

    select
        * exclude (payload, item, section_values, line_values),
        {{ json_columns('section_values', section_fields) }},
        {{ json_columns('line_values', line_fields) }}
    from extracted

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        document_id,
        document_version_id,
        section,
        section_place,
        is_additional,
        line_place,
        lower(task) as section_task_id,
        upper(section_status) as section_status,

        -- what
        lower(product) as product_id,
        sku,
        account_code,
        is_additional or (product is null and sku is null) as is_charge,

        -- units
        {{ to_units('quantity') }} as units,

        -- amounts
        coalesce(nullif({{ to_number('section_rate') }}, 0), base_rate) as base_rate,
        try_cast(declared_before_tax as decimal(18, 6)) as declared_net_amount,
        try_cast(declared_tax as decimal(18, 6)) as declared_tax_amount,
        try_cast(declared_total as decimal(18, 6)) as declared_gross_amount,
        coalesce(try_cast(tax as decimal(18, 6)), 0) as tax_amount,
        -- Without a total of its own: units × price less the discount, which is in percent.
        coalesce(
            try_cast(total as decimal(18, 6)),
            cast({{ to_units('quantity') }} * try_cast(price as decimal(28, 6)) as decimal(18, 6))
            * (100 - coalesce(try_cast(discount as decimal(9, 4)), 0)) * 0.01
        ) as line_amount,

        -- flags
        is_tax_inclusive
    from fields

)

select * from typed
