-- One row per payment back to the customer × credit note version: cash, kept beside the grid
-- (M4.3). GET /sale lists them as Refunds, GET /sale/creditnote as Payments of type refund. One that
-- names a customer credit was taken from it: no money moved.
{%- set fields = {
    'id': 'ID', 'type': 'Type', 'amount': 'Amount', 'date_paid': 'DatePaid', 'rate': 'CurrencyRate',
    'customer_credit': 'CreditID',
} %}
with credit_notes as (

    select * from {{ ref('stg_cin7_core__credit_notes') }}

),

payments as (

    {%- for list in ['Refunds', 'Payments'] %}

    select
        credit_notes.* exclude (payload, refunds_payload),
        payment.place,
        {{ json_fields('payment.item', fields) }} as field_values
    from credit_notes, {{ json_items('credit_notes.refunds_payload', list, 'payment') }}
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

fields as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from payments

),

cash_refunds as (

    select
        source_system,
        source_instance,
        document_id,
        document_version_id,
        coalesce(lower(id), cast(place as varchar)) as payment_id,
        currency_code,
        coalesce(nullif({{ to_number('rate') }}, 0), base_rate) as base_rate,
        try_cast(amount as decimal(18, 6)) as amount,
        coalesce({{ to_calendar_date('date_paid') }}, credit_note_date) as paid_date,
        state = 'posted' and customer_credit is null as is_posted
    from fields
    where lower(type) is null or lower(type) = 'refund'
    qualify row_number() over (
        partition by
            source_system, source_instance, document_id, document_version_id,
            coalesce(lower(id), cast(place as varchar))
        order by place
    ) = 1

)

select * from cash_refunds
