-- One row per channel × company × first day of validity: what the channel's returns must produce.
-- The defaults are interface.md 4's; an open validity becomes a date, so that a between suffices.
with channel_contracts as (

    select * from {{ source('reference', 'channel_contracts') }}

),

typed as (

    select
        -- keys
        channel || ':' || company || ':' || coalesce(valid_from, '') as contract_id,
        channel,
        company,

        -- systems
        channel_system,
        channel_instance,
        source_name,
        hub_system,
        hub_instance,
        hub_source_channel,
        ledger_system,
        ledger_instance,
        ledger_posting,
        ledger_reference_pattern,

        -- systems of record
        financial_system_of_record,
        inventory_system_of_record,
        valuation_system_of_record,

        -- expectations
        goods_expected_back = 'yes' as goods_expected_back,
        no_restock_means,
        cast(restock_within_days as integer) as restock_within_days,
        cast(refund_within_days as integer) as refund_within_days,
        cast(cost_within_days as integer) as cost_within_days,
        coalesce(cast(together_within_hours as decimal(18, 4)), 48) as together_within_hours,

        -- tolerances
        cast(amount_tolerance as decimal(18, 2)) as amount_tolerance,
        cast(cost_tolerance as decimal(18, 2)) as cost_tolerance,
        coalesce(cast(price_only_below as decimal(18, 6)), 0.5) as price_only_below,

        -- people and validity
        owner,
        coalesce(cast(valid_from as date), date '0001-01-01') as valid_from,
        coalesce(cast(valid_to as date), date '9999-12-31') as valid_to
    from channel_contracts

)

select * from typed
