-- Grain: company × returns account × period × component, zeros included (M10, Ledger tie-out). What
-- the legs do not make up of the ledger's own movement is not landed. Where the ledger did not say
-- its movement, that and what is not landed are null: not known, and not 0.
with movements as (
    select * from {{ ref('int_ledger_movements') }}
),

account_legs as (
    select * from {{ ref('int_ledger_account_legs') }}
),

leg_components as (
    select
        movements.company,
        movements.account_code,
        movements.role,
        movements.period,
        movements.movement_amount,
        components.component,
        coalesce(account_legs.amount, 0) as amount,
    from movements
    cross join (
        select unnest(
            ['credit_notes', 'batches', 'manual_linked', 'manual_unlinked', 'set_apart']
        ) as component
    ) as components
    left join account_legs
        on
            movements.company = account_legs.company
            and movements.account_code = account_legs.account_code
            and movements.period = account_legs.period
            and components.component = account_legs.component
),

tie_out as (
    select company, account_code, role, period, component, amount
    from leg_components
    union all
    select
        company,
        account_code,
        role,
        period,
        'ledger_movement' as component,
        movement_amount as amount,
    from movements
    union all
    select
        company,
        account_code,
        role,
        period,
        'not_landed' as component,
        movement_amount - sum(amount) as amount,
    from leg_components
    group by company, account_code, role, period, movement_amount
)

{{ select_contract('tie_out') }}
