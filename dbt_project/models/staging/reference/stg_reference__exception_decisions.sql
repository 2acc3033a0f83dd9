-- One row per decision on an open return line; a decision without an end gets the last date.
with exception_decisions as (

    select * from {{ source('reference', 'exception_decisions') }}

),

typed as (

    select
        -- keys
        company,
        channel,
        order_reference,
        sku,

        -- meaning
        decision,
        reason,
        decided_by,

        -- when
        cast(decided_on as date) as decided_on,
        coalesce(cast(expires_on as date), date '9999-12-31') as expires_on
    from exception_decisions

)

select * from typed
