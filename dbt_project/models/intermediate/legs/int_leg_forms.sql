-- Grain: leg × document version that holds it. What a leg says in one version, converted: SKU and
-- location aliases with their unit factor (M4.7), base amounts (M4.8), and the state that decides
-- whether it counts (M4.1, M4.2).
with typed_legs as (
    select * from {{ ref('int_typed_legs') }}
),

sku_aliases as (
    select * from {{ ref('stg_reference__sku_aliases') }}
),

locations as (
    select * from {{ ref('int_locations') }}
),

rate_periods as (
    select * from {{ ref('int_rate_periods') }}
),

converted_legs as (
    select
        typed_legs.*,
        coalesce(sku_aliases.sku, typed_legs.source_sku) as sku,
        coalesce(sku_aliases.unit_factor, 1) as unit_factor,
        coalesce(locations.location, typed_legs.source_location) as location,
        case
            when typed_legs.net_amount is null then null
            when typed_legs.base_net_amount is not null then typed_legs.base_net_amount
            when typed_legs.currency_code = typed_legs.base_currency then typed_legs.net_amount
            when typed_legs.base_rate is not null
                then {{ to_cents('typed_legs.net_amount * typed_legs.base_rate') }}
            else {{ to_cents('typed_legs.net_amount * rate_periods.rate') }}
        end as converted_net_amount,
    from typed_legs
    left join sku_aliases
        on
            typed_legs.source_system = sku_aliases.source_system
            and typed_legs.source_instance = sku_aliases.source_instance
            and typed_legs.source_sku = sku_aliases.source_sku
    left join locations
        on
            typed_legs.source_system = locations.source_system
            and typed_legs.source_instance = locations.source_instance
            and typed_legs.source_location = locations.source_location
    left join rate_periods
        on
            typed_legs.currency_code = rate_periods.from_currency
            and typed_legs.base_currency = rate_periods.to_currency
            and typed_legs.posted_date between rate_periods.first_day and rate_periods.last_day
)

select
    -- keys
    document_key || '/' || leg_key as source_leg_id,
    document_key,
    version_number,
    document_version_id,
    leg_key,
    company,
    tier,
    layer,
    leg_kind,
    account_role,
    sku,
    location,
    -- when
    occurred_at,
    posted_date,
    -- units
    cast(units * unit_factor as decimal(18, 4)) as units,
    cast(coalesce(kept_units, 0) * unit_factor as decimal(18, 4)) as kept_units,
    cast(coalesce(missing_units, 0) * unit_factor as decimal(18, 4)) as missing_units,
    cast(coalesce(never_shipped_units, 0) * unit_factor as decimal(18, 4)) as cancelled_units,
    -- amounts
    currency_code,
    net_amount,
    tax_amount,
    converted_net_amount as base_net_amount,
    cost_amount,
    -- flags
    is_manual,
    is_test,
    is_posted,
    document_state = 'voided' as is_voided,
    net_amount is not null and converted_net_amount is null as is_base_amount_unknown,
from converted_legs
