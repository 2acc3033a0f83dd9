-- Grain: leg × document version that holds it. Gives every leg its layer and kind: where a ledger
-- line or a hub's charge says only an account, the account's role says what it is (M4.3, M4.11).
with document_versions as (
    select * from {{ ref('int_document_versions') }}
),

-- A sale document of the ledger holds returns only where it is a posting that sums them up (M5.5).
summary_lines as (
    select lines.*
    from ({{ union_systems('summary_lines') }}) as lines
    inner join {{ ref('int_posting_matches') }} as postings
        on {{ document_key('lines') }} = postings.document_key
),

all_legs as (
    {{ union_systems('return_legs') }}
    union all
    select * from summary_lines
),

account_roles as (
    select * from {{ ref('stg_reference__account_roles') }}
),

-- A hub writes its ledger's account codes without naming the ledger.
company_roles as (
    select
        company,
        account_code,
        any_value(role) as role,
    from account_roles
    group by all
    having min(role) = max(role)
),

legs_with_roles as (
    select
        document_versions.document_key,
        document_versions.version_number,
        document_versions.company,
        document_versions.tier,
        document_versions.instance_currency,
        document_versions.base_currency,
        document_versions.document_type,
        document_versions.state as document_state,
        document_versions.is_test,
        all_legs.* exclude (document_type),
        document_versions.document_type in ('manual_journal', 'journal_entry', 'journal')
            as is_journal,
        case
            when document_versions.tier = 'ledger' then account_roles.role else company_roles.role
        end as account_role,
        bool_or(account_roles.role = 'inventory_asset') over (
            partition by document_versions.document_key, document_versions.version_number
        ) as has_inventory_asset_line,
    from all_legs
    inner join document_versions
        on
            all_legs.source_system = document_versions.source_system
            and all_legs.source_instance = document_versions.source_instance
            and all_legs.document_type = document_versions.document_type
            and all_legs.document_id = document_versions.document_id
            and all_legs.document_version_id = document_versions.document_version_id
    left join account_roles
        on
            document_versions.company = account_roles.company
            and all_legs.source_system = account_roles.ledger_system
            and all_legs.source_instance = account_roles.ledger_instance
            and all_legs.account_code = account_roles.account_code
    left join company_roles
        on
            document_versions.company = company_roles.company
            and all_legs.account_code = company_roles.account_code
)

select
    * exclude (layer, leg_kind, net_amount, cost_amount, is_manual),
    case
        when layer is not null or leg_kind is not null then layer
        when not is_journal then 'financial'
        -- A system's own journal repeats the revenue of the document that it posts.
        when document_type <> 'journal' and account_role in ('revenue', 'sales_returns')
            then 'financial'
        when account_role = 'inventory_asset' then 'valuation'
        -- The other side of a journal that names the stock account is no second reversal.
        when account_role = 'cogs' and has_inventory_asset_line is not true then 'valuation'
    end as layer,
    case
        when leg_kind is not null then leg_kind
        when is_journal then 'manual_journal'
        when source_sku is not null and units is not null then 'credit'
        when account_role = 'shipping' then 'shipping'
        when account_role in ('revenue', 'sales_returns') then 'goodwill'
        else 'fee'
    end as leg_kind,
    -- A journal line on the stock or cost account is value, not revenue.
    case
        when is_journal and account_role in ('inventory_asset', 'cogs') then null else net_amount
    end
        as net_amount,
    case
        when not is_journal then cost_amount
        when account_role = 'inventory_asset' then net_amount
        when account_role = 'cogs' and has_inventory_asset_line is not true then -net_amount
    end as cost_amount,
    is_manual or is_journal as is_manual,
from legs_with_roles
