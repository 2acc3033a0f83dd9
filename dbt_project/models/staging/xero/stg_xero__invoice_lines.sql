-- One row per line of an invoice version, net of tax and discount; units only where it has an item.
{{ xero_lines(
    ref('stg_xero__invoices'),
    document_id='invoice_id',
    document_date='invoice_date',
    flag='is_sale',
) }}
