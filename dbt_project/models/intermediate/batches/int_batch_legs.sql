-- Grain: line of a batch that sums up revenue or cost × run of cuts in which one form of it is the
-- latest known and took effect. Which of the two it sums, its account's role says (M5.5). A posting
-- that has lines on a returns account sums up returns on these: what it books on revenue beside them
-- are takings.
with leg_cuts as (
    select * from {{ ref('int_leg_cuts') }}
),

batch_documents as (
    select * from {{ ref('int_batch_documents') }}
),

summing_legs as (
    select
        leg_versions.*,
        batch_documents.channel,
        batch_documents.ledger_posting,
        batch_documents.revenue_tier,
        coalesce(
            bool_or(leg_versions.account_role = 'sales_returns') over (
                partition by leg_versions.document_key
            ),
            false
        ) as has_returns_account,
    from {{ ref('int_leg_versions') }} as leg_versions
    inner join batch_documents on leg_versions.document_key = batch_documents.document_key
    where
        leg_versions.layer = 'valuation'
        or (
            leg_versions.layer = 'financial'
            and leg_versions.leg_kind in ('credit', 'goodwill', 'manual_journal')
        )
)

select
    -- keys
    leg_cuts.source_leg_id,
    leg_cuts.form_number,
    summing_legs.document_key,
    summing_legs.company,
    summing_legs.channel,
    summing_legs.layer,
    summing_legs.ledger_posting,
    summing_legs.revenue_tier,
    -- when
    leg_cuts.from_cut,
    leg_cuts.to_cut,
    summing_legs.posted_date,
    summing_legs.recorded_at,
    -- amounts
    case summing_legs.layer
        when 'financial' then summing_legs.base_net_amount
        else summing_legs.cost_amount
    end as amount,
from leg_cuts
inner join summing_legs
    on
        leg_cuts.source_leg_id = summing_legs.source_leg_id
        and leg_cuts.form_number = summing_legs.form_number
where
    summing_legs.is_posted
    and not summing_legs.is_voided
    and not summing_legs.is_excluded
    and (
        summing_legs.layer = 'valuation'
        or not summing_legs.has_returns_account
        or summing_legs.account_role = 'sales_returns'
    )
