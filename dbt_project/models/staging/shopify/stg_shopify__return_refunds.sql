-- One row per refund that a return lists as its own (M5.2: a refund's parent is its return), in any
-- version: the way to the return where a refund does not name it itself.
with returns as (

    select * from {{ ref('stg_shopify__returns') }}

),

listed as (

    select
        returns.source_system,
        returns.source_instance,
        returns.return_id,
        {{ trailing_number(json_text('refund.item', 'id')) }} as refund_id
    from returns,
        {{ json_connection_items('returns.payload', 'refunds', 'refund') }}

),

return_refunds as (

    select
        source_system,
        source_instance,
        refund_id,
        min(return_id) as return_id
    from listed
    where refund_id is not null
    group by source_system, source_instance, refund_id

)

select * from return_refunds
