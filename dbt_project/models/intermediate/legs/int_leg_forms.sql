-- Grain: leg × document version that holds it. What a leg says in one version, converted: SKU and
-- location aliases with their unit factor (M4.7), amounts and cost in base currency, rounded to
-- cents once (M4.8), and the state that decides whether it counts (M4.1, M4.2).
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
        coalesce(sku_aliases.sku, priced_legs.source_sku) as sku,
        coalesce(sku_aliases.unit_factor, 1) as unit_factor,
        coalesce(locations.location, priced_legs.source_location) as location,
        {{ to_cents(
            "priced_legs.amount_before_rates * case when priced_legs.currency_before_rates"
            " = priced_legs.base_currency then 1 else amount_rates.rate end"
        ) }} as converted_net_amount,
        {{ to_cents(
            "priced_legs.cost_amount * case when priced_legs.instance_currency"
            " = priced_legs.base_currency then 1 else cost_rates.rate end"
        ) }} as converted_cost_amount,
    from priced_legs
    left join sku_aliases
        on
            priced_legs.source_system = sku_aliases.source_system
            and priced_legs.source_instance = sku_aliases.source_instance
            and priced_legs.source_sku = sku_aliases.source_sku
    left join locations
        on
            priced_legs.source_system = locations.source_system
            and priced_legs.source_instance = locations.source_instance
            and priced_legs.source_location = locations.source_location
    left join rate_periods as amount_rates
        on
            priced_legs.currency_before_rates = amount_rates.from_currency
            and priced_legs.base_currency = amount_rates.to_currency
            and priced_legs.posted_date between amount_rates.first_day and amount_rates.last_day
    left join rate_periods as cost_rates
        on
            priced_legs.instance_currency = cost_rates.from_currency
            and priced_legs.base_currency = cost_rates.to_currency
            and priced_legs.posted_date between cost_rates.first_day and cost_rates.last_day
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
    document_state in ('voided', 'deleted') as is_dead_form,
    (net_amount is not null and converted_net_amount is null)
    or (cost_amount is not null and converted_cost_amount is null) as is_base_amount_unknown,
from converted_legs
