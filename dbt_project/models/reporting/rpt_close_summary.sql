-- Grain: company × channel × period. The first page of a close: what matched, what did not, and
-- what nobody can explain.
with reconciliation as (
    select * from {{ ref('fct_period_reconciliation') }}
),

matched_legs as (
    select * from {{ ref('fct_matched_legs') }}
),

return_lines as (
    select * from {{ ref('fct_return_lines') }}
),

channels as (
    select * from {{ ref('dim_channels') }}
),

same_period_matches as (
    select
        return_lines.company,
        return_lines.channel,
        matched_legs.financial_period as period,
        sum(matched_legs.matched_units) as matched_units
    from matched_legs
    inner join return_lines using (return_line_id)
    where matched_legs.financial_period = matched_legs.inventory_period
    group by return_lines.company, return_lines.channel, matched_legs.financial_period
),

summaries as (
    select
        reconciliation.*,
        channels.owner,
        coalesce(same_period_matches.matched_units, 0) as matched_units,
        reconciliation.credited_units
        - coalesce(same_period_matches.matched_units, 0) as credited_only_units,
        reconciliation.restocked_units
        - coalesce(same_period_matches.matched_units, 0) as restocked_only_units,
        reconciliation.returns as returns_count,
        reconciliation.aligned_returns as aligned_count,
        reconciliation.returns - reconciliation.aligned_returns as not_aligned_count
    from reconciliation
    left join channels using (company, channel)
    left join same_period_matches using (company, channel, period)
)

{{ select_contract('summaries') }}
