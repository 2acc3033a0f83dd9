-- Grain: company × channel × period. How far a channel's returns agree, and how they get there.
with reconciliation as (
    select * from {{ ref('fct_period_reconciliation') }}
),

scorecard as (
    select * from {{ ref('fct_alignment_scorecard') }}
),

channels as (
    select * from {{ ref('dim_channels') }}
),

alignments as (
    select
        reconciliation.company,
        reconciliation.channel,
        reconciliation.period,
        channels.owner,
        reconciliation.returns as returns_count,
        reconciliation.aligned_returns as aligned_count,
        case
            when reconciliation.returns > 0
                then round(reconciliation.aligned_returns / reconciliation.returns, 6)
        end as aligned_rate,
        scorecard.same_period_rate,
        scorecard.same_workflow_rate,
        scorecard.manual_rate,
        scorecard.after_signoff_rate,
        scorecard.inferred_link_rate,
        scorecard.lag_p50_days,
        scorecard.lag_p90_days,
        scorecard.commonest_path,
        scorecard.commonest_path_rate,
        scorecard.clearing_rate
    from reconciliation
    left join scorecard using (company, channel, period)
    left join channels using (company, channel)
)

{{ select_contract('alignments') }}
