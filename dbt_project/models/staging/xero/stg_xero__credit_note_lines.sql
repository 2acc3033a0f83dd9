-- One row per line of a credit note version, net of tax; units only where it has an item.
{{ xero_lines(
    ref('stg_xero__credit_notes'),
    document_id='credit_note_id',
    document_date='credit_note_date',
    flag='is_customer_credit',
) }}
