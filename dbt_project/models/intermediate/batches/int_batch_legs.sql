-- Grain: line of a batch that sums up revenue or cost × form. Which of the two it sums, its account's
-- role says (M5.5). A posting that has lines on a returns account sums up returns on these: what it
-- books on revenue beside them are takings.
with batch_documents as (
    select * from {{ ref('int_batch_documents') }}
),

goods_legs as (
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
    source_leg_id,
    form_number,
    document_key,
    company,
    channel,
    layer,
    ledger_posting,
    revenue_tier,
    -- when
    posted_date,
    recorded_at,
    -- amounts
    case layer when 'financial' then base_net_amount else cost_amount end as amount,
    -- flags
    is_posted and not is_voided and not is_excluded as is_live,
from goods_legs
where
    layer = 'valuation'
    or not has_returns_account
    or coalesce(account_role = 'sales_returns', false)
