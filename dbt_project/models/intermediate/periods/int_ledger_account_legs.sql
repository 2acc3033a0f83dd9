-- Grain: company × returns account × period × component: what the posted legs of the ledger's
-- documents make up of the account's movement, debit − credit (M10). Goods credited by documents,
-- postings of many documents, manual journals by whether a return was found for them; the rest of
-- these accounts' lines stands apart: fees, shipping, what is no return.
with line_legs as (
    select * from {{ ref('int_linked_legs') }}
    where reading_id is null and tier = 'ledger' and is_live and leg_kind <> 'cash'
),

accounts as (
    select * from {{ ref('stg_reference__account_roles') }}
    where role in ('sales_returns', 'returns_clearing')
)

select
    line_legs.company,
    line_legs.account_code,
    line_legs.period,
    case
        when line_legs.is_batch then 'batches'
        when line_legs.is_manual and line_legs.return_line_id is not null then 'manual_linked'
        when line_legs.is_manual and line_legs.unlinked_reason in ('manual_unlinked', 'refused')
            then 'manual_unlinked'
        when line_legs.is_goods_revenue and not line_legs.is_manual then 'credit_notes'
        else 'set_apart'
    end as component,
    sum(coalesce(line_legs.base_net_amount, 0)) as amount,
from line_legs
inner join accounts
    on
        line_legs.company = accounts.company
        and line_legs.source_system = accounts.ledger_system
        and line_legs.source_instance = accounts.ledger_instance
        and line_legs.account_code = accounts.account_code
group by all
