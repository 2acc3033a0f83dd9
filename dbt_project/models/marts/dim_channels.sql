-- Grain: company × channel, by its latest contract row (M9.6); beside them, for every company, the
-- channel `unassigned` of returns that no contract fits (M5.1).
with channel_contracts as (
    select * from {{ ref('stg_reference__channel_contracts') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

-- Staging fills an open validity with the first and the last date; here it is open again.
latest_contracts as (
    select
        * exclude (valid_from, valid_to),
        nullif(valid_from, date '0001-01-01') as valid_from,
        nullif(valid_to, date '9999-12-31') as valid_to,
        true as has_contract,
    from channel_contracts
    qualify row_number() over (
        partition by company, channel
        order by channel_contracts.valid_from desc
    ) = 1
),

channels as (
    select * from latest_contracts
    union all by name
    select
        company,
        'unassigned' as channel,
        false as has_contract,
    from companies
)

{{ select_contract('channels') }}
