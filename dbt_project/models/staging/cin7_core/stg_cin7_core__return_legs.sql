{{ config(materialized='view') }}
-- One row per return leg × document version that holds it (M4): of credit notes, of stock documents,
-- and of what only a product's ledger tells of. Costs are in the base currency; only a credit note
-- has amounts in the customer's.
with legs as (

    select
        source_system, source_instance, document_type, document_id, document_version_id, leg_key,
        layer, leg_kind, account_code, source_sku, source_location, posted_date,
        units, kept_units, currency_code, net_amount, tax_amount, base_rate, cost_amount,
        is_posted,
        false as is_manual,
        is_date_uncertain
    from {{ ref('stg_cin7_core__credit_note_legs') }}

    {%- for legs in ['stock_legs', 'ledger_legs'] %}

    union all

    select
        source_system, source_instance, document_type, document_id, document_version_id, leg_key,
        layer, leg_kind,
        null as account_code,
        source_sku, source_location, posted_date,
        units,
        null as kept_units,
        null as currency_code,
        null as net_amount,
        null as tax_amount,
        null as base_rate,
        {{ to_cents('cost') }} as cost_amount,
        is_posted,
        is_manual,
        false as is_date_uncertain
    from {{ ref('stg_cin7_core__' ~ legs) }}
    {%- endfor %}

)

{{ select_shape('return_legs', 'legs', absent=[
    'occurred_at', 'missing_units', 'never_shipped_units', 'base_net_amount',
]) }}
