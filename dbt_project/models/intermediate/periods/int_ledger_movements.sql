-- Grain: company × returns account × period that has begun: what the ledger itself reports as the
-- account's movement (M10), by the trial balance, else by journals; null where neither speaks for
-- the whole period. A trial balance speaks for a period that is its month; journals from their
-- first day on, until a journal of the period's last day or of a later one has landed. An account
-- that a report leaves out did not move.
with accounts as (
    select * from {{ ref('stg_reference__account_roles') }}
    where role in ('sales_returns', 'returns_clearing')
),

company_periods as (
    select * from {{ ref('int_company_periods') }}
),

run as (
    select * from {{ ref('int_as_of') }}
),

movements as (
    {{ union_systems('ledger_movements') }}
),

trial_balances as (
    select distinct source_system, source_instance, first_day, last_day
    from movements
    where basis = 'trial_balance'
),

journal_spans as (
    select
        source_system,
        source_instance,
        min(first_day) as first_day,
        max(last_day) as last_day,
    from movements
    where basis = 'journals'
    group by all
),

account_periods as (
    select
        accounts.*,
        company_periods.period,
        company_periods.first_day,
        company_periods.last_day,
        case
            when trial_balances.last_day is not null then 'trial_balance'
            when journal_spans.last_day is not null then 'journals'
        end as basis,
    from accounts
    inner join company_periods on accounts.company = company_periods.company
    inner join run on company_periods.first_day <= run.as_of
    left join trial_balances
        on
            accounts.ledger_system = trial_balances.source_system
            and accounts.ledger_instance = trial_balances.source_instance
            and company_periods.first_day = trial_balances.first_day
            and company_periods.last_day = trial_balances.last_day
    left join journal_spans
        on
            accounts.ledger_system = journal_spans.source_system
            and accounts.ledger_instance = journal_spans.source_instance
            and company_periods.first_day >= journal_spans.first_day
            and company_periods.last_day <= journal_spans.last_day
),

ledger_accounts as (
    select
        account_periods.company,
        account_periods.ledger_system,
        account_periods.ledger_instance,
        account_periods.account_code,
        account_periods.role,
        account_periods.period,
        case
            when max(account_periods.basis) is not null then coalesce(sum(movements.amount), 0)
        end as movement_amount,
    from account_periods
    left join movements
        on
            account_periods.ledger_system = movements.source_system
            and account_periods.ledger_instance = movements.source_instance
            and account_periods.account_code = movements.account_code
            and account_periods.basis = movements.basis
            and movements.first_day >= account_periods.first_day
            and movements.last_day <= account_periods.last_day
    group by all
)

-- Two ledgers of one company may share a code: what one of them does not say is not known of both.
select
    company,
    account_code,
    min(role) as role,
    period,
    case when count(movement_amount) = count(*) then sum(movement_amount) end as movement_amount,
from ledger_accounts
group by company, account_code, period
