-- One row per order × version, as the REST orders export gives it (M3.3: every version stays).
-- The latest version of an order is the only place that tells a refund from the refunds export
-- whether its amounts include tax.
{%- set fields = {
    'order_id': 'id', 'order_name': 'name', 'source_name': 'source_name',
    'financial_status': 'financial_status',
    'shop_currency_code': 'currency', 'presentment_currency_code': 'presentment_currency',
    'taxes_included': 'taxes_included', 'test': 'test',
    'refund_rounding': 'total_cash_rounding_refund_adjustment_set.presentment_money.amount',
    'total': 'total_price', 'total_presentment': 'total_price_set.presentment_money.amount',
    'tax': 'total_tax', 'tax_presentment': 'total_tax_set.presentment_money.amount',
} %}
with orders as (

    select * from {{ source('shopify', 'orders') }}

),

instances as (

    select * from {{ ref('stg_reference__source_instances') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from orders

),

fields as (

    select
        source_system,
        source_instance,
        {{ document_version_id('shopify', 'orders') }} as document_version_id,
        {{ json_columns('field_values', fields) }},
        {{ to_instant('created_at') }} as created_at,
        {{ to_instant('version_at') }} as version_at,
        {{ json_has_list('payload', 'refunds') }} as has_refund_list,
        not {{ json_has_list('payload', 'line_items') }} as is_header_only,
        payload,
        content_hash,
        exported_at,
        landed_at,
        source_file,
        source_line
    from extracted

),

typed as (

    select
        -- keys
        fields.source_system,
        fields.source_instance,
        fields.order_id,
        fields.document_version_id,
        fields.source_instance || ':' || fields.order_id || ':' || fields.document_version_id
            as order_version_key,
        fields.order_name,
        fields.source_name,
        -- when
        fields.created_at,
        {{ local_date('fields.created_at', 'instances.time_zone') }} as order_date,
        fields.version_at,
        fields.exported_at,
        fields.landed_at,
        -- money
        fields.shop_currency_code,
        coalesce(fields.presentment_currency_code, fields.shop_currency_code)
            as presentment_currency_code,
        {{ to_flag('fields.taxes_included') }} as has_taxes_included,
        coalesce({{ to_cents(to_number('fields.refund_rounding')) }}, 0)
            as refund_rounding_amount,
        -- a total without its set is the shop's
        {%- for amount in ['total', 'tax'] %}
        {{ to_number(
            'coalesce(fields.' ~ amount ~ '_presentment, case when '
            ~ 'fields.presentment_currency_code is not distinct from fields.shop_currency_code '
            ~ 'or fields.presentment_currency_code is null then fields.' ~ amount ~ ' end)'
        ) }} as order_{{ amount }}_amount,
        {%- endfor %}
        -- flags
        coalesce({{ to_flag('fields.test') }}, false) as is_test,
        coalesce(fields.financial_status, '') in ('paid', 'partially_refunded', 'refunded')
            as is_paid,
        fields.has_refund_list,
        fields.is_header_only,
        row_number() over (
            partition by fields.source_instance, fields.order_id
            order by fields.is_header_only, {{ latest_version_first('fields') }}
        ) = 1 as is_latest,
        -- content and origin
        fields.payload,
        fields.content_hash,
        fields.source_file,
        fields.source_line
    from fields
    left join instances
        on
            fields.source_system = instances.source_system
            and fields.source_instance = instances.source_instance

)

select * from typed
