-- Grain: debit or credit line of a document that a permanent difference asks for; a document that
-- moves no account by itself, and a difference for which none can be proposed, is one row without
-- an account. One document per return, kind and system; a journal's lines balance.
with proposals as (
    select * from {{ ref('int_proposed_entries') }}
),

documents as (
    select * from {{ ref('proposed_documents') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

-- What cannot be valued is an entry of its own: it never hides in a sum.
entries as (
    select
        concat_ws('/', return_id, proposal, tier, case when why_not is not null then 'unknown' end)
            as entry_id,
        return_id,
        company,
        channel,
        proposal,
        tier,
        source_system,
        source_instance,
        debit_role,
        credit_role,
        why_not,
        min(order_reference) as order_reference,
        min(diagnosis) as diagnosis,
        sum(amount) as amount,
        {{ sorted_list('return_line_id') }} as return_line_ids,
        string_agg(
            concat_ws(' × ', {{ plain_units('units') }}, coalesce(sku, 'goods')), ', '
            order by sku, return_line_id
        ) as items,
    from proposals
    group by
        return_id, company, channel, proposal, tier, source_system, source_instance,
        debit_role, credit_role, why_not
),

entry_lines as (
    select *, 1 as line_number, debit_role as account_role, amount as debit_amount
    from entries
    union all
    select *, 2 as line_number, credit_role as account_role, -amount as debit_amount
    from entries
    where credit_role is not null and why_not is null
),

proposed_entries as (
    select
        entry_lines.* exclude (amount, account_role),
        case when why_not is null then documents.document_to_make end as document_to_make,
        case when why_not is null then account_role end as account_role,
        case when debit_amount > 0 then 'debit' when debit_amount < 0 then 'credit' end as side,
        abs(debit_amount) as amount,
        companies.base_currency,
        {{ fill_sentence('documents.sentence', {
            'items': 'items',
            'order_reference': 'order_reference',
            'system': system_label('source_system'),
        }) }}
        || coalesce(' It cannot be proposed: ' || why_not || '.', '') as explanation,
    from entry_lines
    inner join documents on entry_lines.proposal = documents.proposal
    left join companies on entry_lines.company = companies.company
)

{{ select_contract('proposed_entries') }}
