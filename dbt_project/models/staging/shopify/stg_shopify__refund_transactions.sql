-- One row per transaction of a refund version. Amount and currency are the buyer's (presentment).
-- A void or an authorisation may stand beside the refunds: only kind `refund` is money back.
{%- set fields = {
    'transaction_id': 'id', 'kind': 'kind', 'status': 'status', 'amount': 'amount',
    'amount_rounding': 'amount_rounding', 'currency_code': 'currency', 'test': 'test',
} %}
with refund_versions as (

    select * from {{ ref('stg_shopify__refund_versions') }}

),

extracted as (

    select
        refund_versions.*,
        payment.place,
        {{ json_fields('payment.item', fields) }} as field_values
    from refund_versions,
        {{ json_items('refund_versions.payload', 'transactions', 'payment') }}

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        refund_id,
        document_version_id,
        refund_version_key,
        coalesce(transaction_id, 'place_' || place) as transaction_id,
        kind,
        status,
        -- amounts
        currency_code,
        {{ to_cents(to_number('amount')) }} as amount,
        coalesce({{ to_cents(to_number('amount_rounding')) }}, 0) as cash_rounding_amount,
        -- flags
        coalesce({{ to_flag('test') }}, false) as is_test
    from fields

)

select * from typed
