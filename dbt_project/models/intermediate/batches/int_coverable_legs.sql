-- Grain: leg that a batch of its channel can cover × run of cuts in which one form of it is the
-- latest known and took effect: goods credited by channel or hub, cost that the hub brought back
-- (M5.5). What the ledger posts by itself, with a note or journal of its own, is in no batch beside:
-- the cost of a note that it holds may well be.
with leg_cuts as (
    select * from {{ ref('int_leg_cuts') }}
),

leg_versions as (
    select * from {{ ref('int_leg_versions') }}
    where
        tier <> 'ledger'
        and not is_manual
        and is_posted
        and not is_voided
        and not is_excluded
        and (
            (
                layer = 'financial'
                and leg_kind in ('credit', 'goodwill', 'chargeback', 'price_adjustment')
            )
            or (layer = 'valuation' and tier = 'hub' and leg_kind = 'cost_reversal')
        )
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

batch_channels as (
    select distinct company, channel from {{ ref('int_batch_documents') }}
),

ledger_layers as (
    select distinct
        document_key,
        layer,
    from {{ ref('int_leg_versions') }}
    where tier = 'ledger'
),

posted_sets as (
    select distinct
        document_orders.set_id,
        ledger_layers.layer,
    from document_orders
    inner join {{ ref('int_known_documents') }} as documents
        on document_orders.document_key = documents.document_key
    inner join ledger_layers on documents.document_key = ledger_layers.document_key
    where not documents.is_sale and not document_orders.is_batch
)

select
    -- keys
    leg_cuts.source_leg_id,
    leg_versions.document_key,
    document_orders.order_key,
    document_orders.company,
    document_orders.channel,
    leg_versions.tier,
    leg_versions.layer,
    -- when
    leg_cuts.from_cut,
    leg_cuts.to_cut,
    leg_versions.posted_date,
    leg_versions.occurred_at,
from leg_cuts
inner join leg_versions
    on
        leg_cuts.source_leg_id = leg_versions.source_leg_id
        and leg_cuts.form_number = leg_versions.form_number
inner join document_orders on leg_versions.document_key = document_orders.document_key
inner join batch_channels
    on
        document_orders.company = batch_channels.company
        and document_orders.channel = batch_channels.channel
left join posted_sets
    on
        document_orders.set_id = posted_sets.set_id
        and leg_versions.layer = posted_sets.layer
where posted_sets.set_id is null
