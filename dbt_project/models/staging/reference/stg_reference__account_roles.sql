-- One row per ledger account that has a role: codes stay text, 00123 is not 123.
with account_roles as (

    select * from {{ source('reference', 'account_roles') }}

),

typed as (

    select
        -- keys
        company,
        ledger_system,
        ledger_instance,
        account_code,

        -- meaning
        role
    from account_roles

)

select * from typed
