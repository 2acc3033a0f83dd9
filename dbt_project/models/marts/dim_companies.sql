-- Company. Its base currency is its ledger's, without a ledger its hub's, else its channel's (M2).
with source_instances as (

    select * from {{ ref('stg_reference__source_instances') }}

),

ranked_instances as (

    select
        company,
        base_currency,
        row_number() over (
            partition by company
            order by
                case tier when 'ledger' then 1 when 'hub' then 2 else 3 end,
                source_system,
                source_instance
        ) as place
    from source_instances

),

companies as (

    select
        company,
        base_currency
    from ranked_instances
    where place = 1

)

{{ select_contract('companies') }}
