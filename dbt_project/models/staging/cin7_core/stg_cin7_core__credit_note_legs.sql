-- One row per leg of a credit note × version that holds it (M4). Each step is posted by its own
-- status: a draft whose restock is authorised is stock without a credit.
with credit_notes as (

    select * from {{ ref('stg_cin7_core__credit_notes') }}

),

restock_lines as (

    select
        *,
        row_number() over (
            partition by
                source_system, source_instance, document_id, document_version_id, lower(sku)
            order by posted_date, location, units, place
        ) as leg_place
    from {{ ref('stg_cin7_core__restock_lines') }}
    where is_stock and sku is not null

),

legs as (

    select
        source_system, source_instance, document_id, document_version_id,
        leg_key,
        'financial' as layer,
        leg_kind,
        account_code,
        sku as source_sku,
        null as source_location,
        credit_note_date as posted_date,
        units,
        kept_units,
        net_amount,
        tax_amount,
        null as payment_rate,
        null as cost,
        is_posted,
        false as is_date_uncertain
    from {{ ref('stg_cin7_core__credit_lines') }}

    union all

    select
        source_system, source_instance, document_id, document_version_id,
        'restock:' || lower(sku) || ':' || leg_place as leg_key,
        'inventory' as layer,
        'restock' as leg_kind,
        null as account_code,
        sku as source_sku,
        location as source_location,
        posted_date,
        units,
        null as kept_units,
        null as net_amount,
        null as tax_amount,
        null as payment_rate,
        null as cost,
        is_posted,
        is_date_uncertain
    from restock_lines

    union all

    select
        source_system, source_instance, document_id, document_version_id,
        'cost:' || coalesce(lower(sku), '') as leg_key,
        'valuation' as layer,
        'cost_reversal' as leg_kind,
        null as account_code,
        sku as source_sku,
        null as source_location,
        posted_date,
        units,
        null as kept_units,
        null as net_amount,
        null as tax_amount,
        null as payment_rate,
        cost,
        true as is_posted,
        false as is_date_uncertain
    from {{ ref('stg_cin7_core__restored_costs') }}

    union all

    select
        source_system, source_instance, document_id, document_version_id,
        'cash:' || payment_id as leg_key,
        null as layer,
        'cash' as leg_kind,
        null as account_code,
        null as source_sku,
        null as source_location,
        paid_date as posted_date,
        null as units,
        null as kept_units,
        amount as net_amount,
        null as tax_amount,
        base_rate as payment_rate,
        null as cost,
        is_posted,
        false as is_date_uncertain
    from {{ ref('stg_cin7_core__cash_refunds') }}

),

described_legs as (

    select
        legs.* exclude (net_amount, tax_amount, cost),
        'sale_credit_note' as document_type,
        credit_notes.currency_code,
        coalesce(legs.payment_rate, credit_notes.base_rate) as base_rate,
        {{ to_cents('legs.net_amount') }} as net_amount,
        {{ to_cents('legs.tax_amount') }} as tax_amount,
        {{ to_cents('legs.cost') }} as cost_amount
    from legs
    inner join credit_notes
        on
            legs.source_system = credit_notes.source_system
            and legs.source_instance = credit_notes.source_instance
            and legs.document_id = credit_notes.document_id
            and legs.document_version_id = credit_notes.document_version_id

)

select * from described_legs
