{{ config(materialized='view') }}
-- Grain: return, and once more in each past reading of it. Its first and last leg and the contract row that holds at the first (M9.6). A
-- return that no row covers has no terms: each layer's originating tier is its system of record,
-- and its lines are incomplete (M5.1).
with line_legs as (
    select * from {{ ref('int_line_legs') }} where return_id is not null
),

contracts as (
    select * from {{ ref('stg_reference__channel_contracts') }}
),

returns as (
    select
        return_id,
        reading_id,
        company,
        channel,
        order_key,
        min(posted_date) as first_leg_date,
        max(posted_date) as last_leg_date,
    from line_legs
    group by all
)

select
    returns.*,
    contracts.contract_id is not null as has_contract,
    contracts.* exclude (company, channel, contract_id, valid_from, valid_to),
from returns
left join contracts
    on
        returns.company = contracts.company
        and returns.channel = contracts.channel
        and coalesce(returns.first_leg_date, date '9999-12-31')
        between contracts.valid_from and contracts.valid_to
