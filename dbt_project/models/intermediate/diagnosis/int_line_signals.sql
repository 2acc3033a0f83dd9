-- Grain: return line. Soft signals, which never change the diagnosis (M7), as a sorted list.
with facts as (
    select * from {{ ref('int_line_facts') }}
),

answers as (
    select * from {{ ref('int_line_answers') }}
),

documents as (
    select document_key, is_tax_basis_uncertain from {{ ref('int_known_documents') }}
),

leg_signals as (
    select
        coalesce(line_legs.return_line_id, line_legs.context_line_id) as return_line_id,
        coalesce(bool_or(
            not line_legs.is_posted
            and not line_legs.is_voided
            and not line_legs.is_excluded
            and line_legs.leg_kind in ('credit', 'price_adjustment', 'goodwill', 'shipping')
            and line_legs.tier = 'channel'
        ), false) as is_pending_refund,
        coalesce(bool_or(
            line_legs.recorded_at_basis = 'first_seen' and line_legs.first_signed_at is not null
        ), false) as is_recorded_at_uncertain,
        coalesce(bool_or(documents.is_tax_basis_uncertain and line_legs.is_live), false)
            as is_tax_basis_uncertain,
    from {{ ref('int_line_legs') }} as line_legs
    inner join documents on line_legs.document_key = documents.document_key
    where line_legs.leg_kind <> 'cash'
    group by all
),

date_signals as (
    select
        return_line_id,
        count(distinct posted_date) > 1 as has_different_dates,
    from {{ ref('int_line_legs') }}
    where return_line_id is not null and is_live and layer is not null
    group by all
)

select
    facts.return_line_id,
    array_to_string(list_sort(list_filter([
        case when date_signals.has_different_dates then 'dates_differ' end,
        case when facts.has_duplicate and facts.credit_gap_units < 0 then 'duplicate_credit' end,
        case when leg_signals.is_pending_refund then 'pending_refund' end,
        case when leg_signals.is_recorded_at_uncertain then 'recorded_at_uncertain' end,
        case when facts.restock_gap_units < 0 then 'over_restocked' end,
        case when facts.returned_units > facts.sold_units then 'over_returned' end,
        case when answers.several_systems = 'yes' then 'several_systems' end,
        case when leg_signals.is_tax_basis_uncertain then 'tax_basis_uncertain' end
    ], lambda signal: signal is not null)), ',') as signals,
from facts
inner join answers on facts.return_line_id = answers.return_line_id
left join leg_signals on facts.return_line_id = leg_signals.return_line_id
left join date_signals on facts.return_line_id = date_signals.return_line_id
