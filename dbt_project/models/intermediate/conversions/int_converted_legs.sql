-- Grain: leg × document version that holds it. What a leg says in one version, converted but for
-- kits: SKU and location aliases with their unit factor (M4.7), amounts and cost in base currency,
-- rounded to cents once (M4.8), and the state that decides whether it counts (M4.1, M4.2).
with typed_legs as (
    select * from {{ ref('int_typed_legs') }}
),

sku_names as (
    select * from {{ ref('int_sku_names') }}
),

locations as (
    select * from {{ ref('int_locations') }}
),

rate_periods as (
    select * from {{ ref('int_rate_periods') }}
),

priced_legs as (
    select
        *,
        {{ amount_before_rates('typed_legs') }} as amount_before_rates,
        {{ currency_before_rates('typed_legs') }} as currency_before_rates,
    from typed_legs
),

converted_legs as (
    select
        priced_legs.*,
        coalesce(sku_names.sku, priced_legs.source_sku) as sku,
        coalesce(sku_names.unit_factor, 1) as unit_factor,
        coalesce(locations.location, priced_legs.source_location) as location,
        {{ to_cents(converted_amount('priced_legs')) }} as converted_net_amount,
        {{ to_cents(converted_cost('priced_legs')) }} as converted_cost_amount,
    from priced_legs
    {{ conversion_joins('priced_legs', day='posted_date') }}
    left join locations
        on
            priced_legs.source_system = locations.source_system
            and priced_legs.source_instance = locations.source_instance
            and priced_legs.source_location = locations.source_location
)

select
    -- keys
    document_key,
    version_number,
    document_version_id,
    leg_key,
    company,
    tier,
    layer,
    leg_kind,
    account_code,
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
    converted_cost_amount as cost_amount,
    -- flags
    is_manual,
    is_test,
    is_posted,
    coalesce(is_date_uncertain, false) as is_date_uncertain,
    document_state in ('voided', 'deleted') as is_dead_form,
    (net_amount is not null and converted_net_amount is null)
    or (cost_amount is not null and converted_cost_amount is null) as is_base_amount_unknown,
from converted_legs
