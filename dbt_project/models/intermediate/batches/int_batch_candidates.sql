-- Grain: coverable leg × batch that may cover it × run of cuts that know both (M5.5): a batch that
-- names its document, or a posting of its channel dated on or after it, at most 3 days later
-- (monthly: of the same month), that was not recorded before the document occurred. Revenue is the
-- channel's documents', where the contract has a channel, cost the hub's.
with coverable_legs as (
    select * from {{ ref('int_coverable_legs') }}
),

named_parents as (
    select * from {{ ref('int_ledger_document_parents') }}
),

-- The lines of a batch are covered together: its first stands for them.
batch_heads as (
    select
        document_key,
        company,
        channel,
        layer,
        ledger_posting,
        case when layer = 'financial' or revenue_tier is null then revenue_tier else 'hub' end
            as covered_tier,
        from_cut,
        to_cut,
        posted_date,
        recorded_at,
        min(source_leg_id) as batch_leg_id,
        arg_min(form_number, source_leg_id) as batch_form_number,
    from {{ ref('int_batch_spans') }}
    group by all
),

posting_days as (
    select
        *,
        cast(unnest(generate_series(
            case ledger_posting
                when 'month' then date_trunc('month', posted_date) else posted_date - 3
            end,
            case ledger_posting when 'month' then last_day(posted_date) else posted_date end,
            interval 1 day
        )) as date) as covered_date,
    from batch_heads
    where ledger_posting <> 'document'
),

candidates as (
    select
        coverable_legs.source_leg_id,
        coverable_legs.order_key,
        coverable_legs.posted_date as document_date,
        coverable_legs.from_cut as leg_from_cut,
        coverable_legs.to_cut as leg_to_cut,
        posting_days.* exclude (covered_date),
        false as is_named,
    from coverable_legs
    inner join posting_days
        on
            coverable_legs.company = posting_days.company
            and coverable_legs.channel = posting_days.channel
            and coverable_legs.layer = posting_days.layer
            and coverable_legs.tier = posting_days.covered_tier
            and coverable_legs.posted_date = posting_days.covered_date
            and coalesce(posting_days.recorded_at >= coverable_legs.occurred_at, true)
    union all
    select
        coverable_legs.source_leg_id,
        coverable_legs.order_key,
        coverable_legs.posted_date as document_date,
        coverable_legs.from_cut as leg_from_cut,
        coverable_legs.to_cut as leg_to_cut,
        batch_heads.*,
        true as is_named,
    from coverable_legs
    inner join named_parents on coverable_legs.document_key = named_parents.parent_document_key
    inner join batch_heads
        on
            named_parents.document_key = batch_heads.document_key
            and coverable_legs.company = batch_heads.company
            and coverable_legs.channel = batch_heads.channel
            and coverable_legs.layer = batch_heads.layer
            and coverable_legs.tier = coalesce(batch_heads.covered_tier, coverable_legs.tier)
)

select
    -- keys
    source_leg_id,
    company,
    order_key,
    document_key,
    batch_leg_id,
    batch_form_number,
    -- when
    document_date,
    posted_date,
    recorded_at,
    greatest(leg_from_cut, from_cut) as from_cut,
    least(leg_to_cut, to_cut) as to_cut,
    -- flags
    is_named,
from candidates
where greatest(leg_from_cut, from_cut) < least(leg_to_cut, to_cut)
