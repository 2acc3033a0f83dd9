-- Grain: company of a source instance, with the base currency of its books (M2).
with source_instances as (
    select distinct company from {{ ref('stg_reference__source_instances') }}
),

base_currencies as (
    select * from {{ ref('int_base_currencies') }}
),

companies as (
    select
        source_instances.company,
        base_currencies.base_currency,
    from source_instances
    left join base_currencies using (company)
)

{{ select_contract('companies') }}
