-- Grain: company. Its base currency is its ledger's, else its hub's, else its channel's (M2).
with source_instances as (
    select * from {{ ref('stg_reference__source_instances') }}
),

companies as (
    select
        company,
        base_currency,
    from source_instances
    qualify row_number() over (
        partition by company
        order by
            case when base_currency is null then 1 else 0 end,
            case tier when 'ledger' then 1 when 'hub' then 2 else 3 end,
            source_system,
            source_instance
    ) = 1
)

{{ select_contract('companies') }}
