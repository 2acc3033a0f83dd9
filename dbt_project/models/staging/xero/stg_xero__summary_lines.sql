-- Canonical summary lines of Xero: one row per line without an item of a customer's invoice × version,
-- as a line of returns: an invoice that sums up a day or a payout takes returns back in negative
-- lines, which are positive here. Whether an invoice is such a sum, its channel's contract says.
with invoice_lines as (

    select * from {{ ref('stg_xero__invoice_lines') }}
    where is_sale and source_sku is null and not is_blank

),

summary_lines as (

    select
        source_system,
        source_instance,
        'invoice' as document_type,
        invoice_id as document_id,
        document_version_id,
        'line:' || line_id as leg_key,
        account_code,
        -- when
        invoice_date as posted_date,
        -- amounts
        currency_code,
        -net_amount as net_amount,
        -tax_amount as tax_amount,
        base_rate,
        -- flags
        state = 'posted' as is_posted,
        false as is_manual
    from invoice_lines

)

{{ select_shape(
    'summary_lines', 'summary_lines',
    absent=[
        'layer', 'leg_kind', 'source_sku', 'source_location', 'occurred_at', 'units', 'kept_units',
        'missing_units', 'never_shipped_units', 'base_net_amount', 'cost_amount',
        'is_date_uncertain',
    ]
) }}
