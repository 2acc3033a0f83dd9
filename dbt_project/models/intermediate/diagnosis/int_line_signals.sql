-- Grain: return line. Soft signals, which never change the diagnosis (M7), as a sorted list.
with facts as (
    select
        *,
        -- The order sold an item once, however many returns of it there are.
        sum(returned_units) over (partition by order_key, sku) as order_returned_units,
    from {{ ref('int_line_facts') }}
    where reading_id is null
),

answers as (
    select * from {{ ref('int_line_answers') }}
),

links as (
    select * from {{ ref('int_line_links') }}
),

documents as (
    select document_key, is_tax_basis_uncertain from {{ ref('int_known_documents') }}
),

contracts as (
    select return_line_id, channel_instance from {{ ref('int_return_lines') }}
),

mapped_locations as (
    select source_system, source_instance, location
    from {{ ref('int_locations') }}
    where is_mapped
),

other_locations as (
    select * from {{ ref('int_other_locations') }}
),

missing_lines as (
    select * from {{ ref('int_missing_lines') }}
),

line_legs as (
    select * from {{ ref('int_linked_legs') }}
    where leg_kind <> 'cash'
),

leg_signals as (
    select
        line_legs.context_line_id as return_line_id,
        count(distinct line_legs.posted_date) filter (
            line_legs.is_live and not line_legs.is_manual and line_legs.layer is not null
        ) > 1 as has_different_dates,
        bool_or(
            not line_legs.is_posted
            and not line_legs.is_voided
            and not line_legs.is_excluded
            and line_legs.leg_kind in ('credit', 'price_adjustment', 'goodwill', 'shipping')
            and line_legs.tier = 'channel'
        ) as has_pending_refund,
        bool_or(
            line_legs.recorded_at_basis = 'first_seen' and line_legs.first_signed_at is not null
        ) as is_recorded_at_uncertain,
        bool_or(line_legs.is_live and documents.is_tax_basis_uncertain) as is_tax_basis_uncertain,
        bool_or(line_legs.is_live and line_legs.is_date_uncertain) as is_stock_date_uncertain,
        bool_or(
            line_legs.tier = 'channel'
            and line_legs.source_instance <> contracts.channel_instance
        ) as has_other_channel,
        bool_or(
            line_legs.is_live
            and line_legs.layer = 'inventory'
            and line_legs.location is not null
            and mapped_locations.location is null
        ) as has_unmapped_location,
    from line_legs
    inner join documents on line_legs.document_key = documents.document_key
    inner join contracts on line_legs.context_line_id = contracts.return_line_id
    left join mapped_locations
        on
            line_legs.source_system = mapped_locations.source_system
            and line_legs.source_instance = mapped_locations.source_instance
            and line_legs.location = mapped_locations.location
    group by all
)

select
    facts.return_line_id,
    array_to_string(list_sort(list_filter([
        case when leg_signals.has_different_dates then 'dates_differ' end,
        case when facts.has_duplicate_credit then 'duplicate_credit' end,
        case when links.match_confidence in ('inferred', 'suggested') then 'inferred_link' end,
        case when missing_lines.order_key is not null then 'missing_lines' end,
        case when other_locations.return_line_id is not null then 'other_location' end,
        case when facts.restock_gap_units < 0 then 'over_restocked' end,
        case when facts.order_returned_units > facts.sold_units then 'over_returned' end,
        case when leg_signals.has_pending_refund then 'pending_refund' end,
        case when leg_signals.is_recorded_at_uncertain then 'recorded_at_uncertain' end,
        case when leg_signals.has_other_channel then 'several_channels' end,
        case when answers.several_systems = 'yes' then 'several_systems' end,
        case when leg_signals.is_stock_date_uncertain then 'stock_date_uncertain' end,
        case when leg_signals.is_tax_basis_uncertain then 'tax_basis_uncertain' end,
        case when leg_signals.has_unmapped_location then 'unmapped_location' end
    ], lambda signal: signal is not null)), ',') as signals,
from facts
inner join answers on facts.return_line_id = answers.return_line_id
left join leg_signals on facts.return_line_id = leg_signals.return_line_id
left join missing_lines on facts.order_key = missing_lines.order_key
left join other_locations on facts.return_line_id = other_locations.return_line_id
left join links on facts.return_line_id = links.return_line_id
