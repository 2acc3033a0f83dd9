-- Grain: covered leg × run of cuts in which one batch covers it (M5.5): the one that names its
-- document, else its channel's first posting dated on or after it, at most 3 days later (monthly: of
-- the same month), that was not recorded before the document occurred. What each sign-off knew of
-- both decides what it saw covered.
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
        revenue_tier,
        from_cut,
        to_cut,
        posted_date,
        recorded_at,
        arg_min(source_leg_id, source_leg_id) as batch_leg_id,
        arg_min(form_number, source_leg_id) as batch_form_number,
    from {{ ref('int_batch_spans') }}
    group by all
),

candidates as (
    select
        coverable_legs.source_leg_id,
        coverable_legs.order_key,
        coverable_legs.posted_date as document_date,
        batch_heads.*,
        greatest(coverable_legs.from_cut, batch_heads.from_cut) as first_cut,
        least(coverable_legs.to_cut, batch_heads.to_cut) as end_cut,
        named_parents.document_key is not null as is_named,
    from coverable_legs
    inner join batch_heads
        on
            coverable_legs.company = batch_heads.company
            and coverable_legs.channel = batch_heads.channel
            and coverable_legs.layer = batch_heads.layer
            and coverable_legs.from_cut < batch_heads.to_cut
            and coverable_legs.to_cut > batch_heads.from_cut
    left join named_parents
        on
            batch_heads.document_key = named_parents.document_key
            and coverable_legs.document_key = named_parents.parent_document_key
    where
        (
            batch_heads.revenue_tier is null
            or coverable_legs.tier
            = case batch_heads.layer when 'valuation' then 'hub' else batch_heads.revenue_tier end
        )
        and (
            named_parents.document_key is not null
            or (
                case batch_heads.ledger_posting
                    when 'document' then false
                    when 'month'
                        then date_trunc('month', batch_heads.posted_date)
                        = date_trunc('month', coverable_legs.posted_date)
                    else batch_heads.posted_date
                        between coverable_legs.posted_date and coverable_legs.posted_date + 3
                end
                and coalesce(batch_heads.recorded_at >= coverable_legs.occurred_at, true)
            )
        )
),

edges as (
    select source_leg_id, first_cut as edge from candidates
    union
    select source_leg_id, end_cut as edge from candidates
),

runs as (
    select
        source_leg_id,
        edge as from_cut,
        lead(edge) over (partition by source_leg_id order by edge) as to_cut,
    from edges
)

select
    runs.source_leg_id,
    candidates.company,
    candidates.order_key,
    runs.from_cut,
    runs.to_cut,
    candidates.batch_leg_id,
    candidates.batch_form_number,
    candidates.posted_date,
from runs
inner join candidates
    on
        runs.source_leg_id = candidates.source_leg_id
        and runs.from_cut >= candidates.first_cut
        and runs.from_cut < candidates.end_cut
where runs.to_cut is not null
qualify row_number() over (
    partition by runs.source_leg_id, runs.from_cut
    order by
        not candidates.is_named,
        candidates.posted_date < candidates.document_date,
        candidates.posted_date,
        candidates.recorded_at,
        candidates.document_key,
        candidates.batch_leg_id
) = 1
