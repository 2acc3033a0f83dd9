-- Canonical sale lines of Xero: one row per line with an item of a customer's invoice × version. A
-- ledger never says what was shipped or what it cost (M4.13).
with invoice_lines as (

    select * from {{ ref('stg_xero__invoice_lines') }}
    where is_sale and source_sku is not null

),

sale_lines as (

    select
        *,
        'invoice' as document_type,
        invoice_id as document_id,
        'line:' || line_id as line_key,
        invoice_date as sale_date,
        units as sold_units
    from invoice_lines

)

{{ select_shape(
    'sale_lines', 'sale_lines', absent=[
        'source_location', 'shipped_units', 'base_net_amount', 'cost_amount',
    ]
) }}
