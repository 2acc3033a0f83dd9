{{ config(materialized='view') }}
-- Canonical return legs of Shopify: one row per leg × document version. Refund legs are dated by
-- created_at, as Shopify's own finance report does; processed_at may be back-dated by importers.
with refund_line_legs as (

    select * from {{ ref('stg_shopify__refund_line_legs') }}

),

refund_amount_legs as (

    select * from {{ ref('stg_shopify__refund_amount_legs') }}

),

return_document_legs as (

    select * from {{ ref('stg_shopify__return_document_legs') }}

),

legs as (

    select
        source_system, source_instance, 'refund' as document_type, refund_id as document_id,
        document_version_id, leg_key, layer, leg_kind, source_sku, source_location,
        created_at as occurred_at, refund_date as posted_date,
        units, kept_units, null as missing_units, never_shipped_units,
        currency_code, net_amount, tax_amount, shop_net_amount as base_net_amount, is_posted,
        false as is_date_uncertain
    from refund_line_legs
    union all
    select
        source_system, source_instance, 'refund' as document_type, refund_id as document_id,
        document_version_id, leg_key, layer, leg_kind, null as source_sku, null as source_location,
        created_at as occurred_at, refund_date as posted_date,
        null as units, null as kept_units, null as missing_units, null as never_shipped_units,
        currency_code, net_amount, tax_amount, shop_net_amount as base_net_amount, is_posted,
        false as is_date_uncertain
    from refund_amount_legs
    union all
    select
        source_system, source_instance, 'return' as document_type, return_id as document_id,
        document_version_id, leg_key, layer, leg_kind, source_sku, source_location,
        occurred_at, posted_date,
        units, kept_units, missing_units, null as never_shipped_units,
        null as currency_code, null as net_amount, null as tax_amount, null as base_net_amount,
        is_posted, is_date_uncertain
    from return_document_legs

),

return_legs as (

    select
        *,
        false as is_manual
    from legs

)

{{ select_shape(
    'return_legs', 'return_legs', absent=['account_code', 'base_rate', 'cost_amount']
) }}
