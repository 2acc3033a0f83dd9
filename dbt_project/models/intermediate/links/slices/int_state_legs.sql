-- Grain: leg × state of its order, in the form that the state knows, with its order and document
-- set. A journal is derived, and no manual leg, when its text names a return document (M4.11), in
-- the states in which that document had landed: before, the journal named nothing (M9.3). Nor is a
-- batch manual, whose lines of revenue and cost sum up those of others.
with leg_cuts as (
    select * from {{ ref('int_leg_cuts') }}
),

leg_versions as (
    select * exclude (source_system, source_instance) from {{ ref('int_leg_versions') }}
),

order_states as (
    select * from {{ ref('int_order_states') }}
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

documents as (
    select * from {{ ref('int_known_documents') }}
),

batch_legs as (
    select distinct source_leg_id from {{ ref('int_batch_legs') }}
),

signoff_cuts as (
    select * from {{ ref('int_signoff_cuts') }}
),

document_versions as (
    select * from {{ ref('int_document_versions') }}
),

first_landings as (
    {{ first_landings() }}
),

-- A draft that has no number yet cannot be named by it.
named_documents as (
    select
        documents.document_key,
        first_landings.first_landed_at,
        min(document_versions.landed_at) as landed_at,
    from documents
    inner join document_versions
        on
            documents.document_key = document_versions.document_key
            and documents.document_number is not distinct from document_versions.document_number
    inner join first_landings
        on
            documents.source_system = first_landings.source_system
            and documents.source_instance = first_landings.source_instance
    where documents.document_key in (select parent_document_key from document_orders)
    group by all
),

-- Who writes a document's number knows the document; whether we did depends on its landing.
derived_states as (
    select
        document_orders.document_key,
        order_states.order_state_id,
    from document_orders
    inner join order_states on document_orders.order_key = order_states.order_key
    inner join signoff_cuts
        on
            document_orders.company = signoff_cuts.company
            and order_states.from_cut = signoff_cuts.cut_number
    left join named_documents
        on document_orders.parent_document_key = named_documents.document_key
    where
        document_orders.parent_document_key is not null
        and coalesce(
            signoff_cuts.cut_at < named_documents.first_landed_at
            or signoff_cuts.cut_at >= named_documents.landed_at,
            true
        )
),

-- Most documents are sales, which have no legs: what tells a leg its place is read for the others.
leg_documents as (
    select
        document_orders.* exclude (company),
        documents.source_system,
        documents.source_instance,
        documents.document_type,
        documents.document_id,
        documents.document_number,
    from document_orders
    inner join documents on document_orders.document_key = documents.document_key
    where document_orders.document_key in (select document_key from leg_versions)
),

placed_legs as (
    select
        order_states.order_state_id,
        order_states.is_current_state,
        leg_versions.* exclude (is_manual, leg_kind),
        leg_documents.* exclude (document_key),
        derived_states.document_key is not null as is_derived,
        leg_versions.is_manual
        and not is_derived
        and leg_documents.is_batch is not true as is_manual,
        case
            when batch_legs.source_leg_id is not null then 'batch_summary'
            when leg_versions.leg_kind <> 'manual_journal' then leg_versions.leg_kind
            when not is_derived then 'manual_journal'
            when leg_versions.layer = 'valuation' then 'cost_reversal'
            when leg_versions.layer = 'financial' then 'credit'
            else 'manual_journal'
        end as leg_kind,
    from leg_cuts
    inner join leg_versions
        on
            leg_cuts.source_leg_id = leg_versions.source_leg_id
            and leg_cuts.form_number = leg_versions.form_number
    inner join leg_documents on leg_versions.document_key = leg_documents.document_key
    left join batch_legs on leg_versions.source_leg_id = batch_legs.source_leg_id
    inner join order_states
        on
            leg_documents.order_key = order_states.order_key
            and leg_cuts.from_cut <= order_states.from_cut
            and leg_cuts.to_cut > order_states.from_cut
    left join derived_states
        on
            leg_documents.document_key = derived_states.document_key
            and order_states.order_state_id = derived_states.order_state_id
)

select
    * exclude (is_derived),
    not is_excluded and is_posted and not is_voided as is_live,
    {{ cell_bit('tier', 'layer') }} as cell_bit,
from placed_legs
