-- Company × channel, by its latest contract row; beside them, for every company, the channel
-- `unassigned` of returns that no contract fits.
with channel_contracts as (

    select * from {{ ref('stg_reference__channel_contracts') }}

),

companies as (

    select * from {{ ref('dim_companies') }}

),

-- An empty valid_from is earlier than every date, an empty valid_to later.
ranked_contracts as (

    select
        *,
        row_number() over (
            partition by company, channel
            order by valid_from desc nulls last, valid_to desc nulls first
        ) as place
    from channel_contracts

),

latest_contracts as (

    select
        *,
        true as has_contract
    from ranked_contracts
    where place = 1

),

unassigned as (

    select
        company,
        'unassigned' as channel,
        false as has_contract
    from companies

),

channels as (

    select * from latest_contracts
    union all by name
    select * from unassigned

)

{{ select_contract('channels') }}
