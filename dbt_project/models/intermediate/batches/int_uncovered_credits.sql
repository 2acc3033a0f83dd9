-- Grain: return line that holds a credit which no batch covers yet, in a channel that the ledger
-- posts to in sums: the day of the first such credit. From it the days count until the ledger's
-- credit is lacking (M5.5, M7).
with line_legs as (
    select * from {{ ref('int_line_legs') }} where return_line_id is not null
),

lines as (
    select
        return_line_id,
        case when channel_system is null then 'hub' else 'channel' end as revenue_tier,
    from {{ ref('int_return_lines') }}
    where ledger_posting in ('day', 'month', 'payout')
),

covered_legs as (
    select return_line_id, covered_leg_id from line_legs where covered_leg_id is not null
)

select
    line_legs.return_line_id,
    min(line_legs.posted_date) as first_uncovered_credit_date,
from line_legs
inner join lines
    on
        line_legs.return_line_id = lines.return_line_id
        and line_legs.tier = lines.revenue_tier
left join covered_legs
    on
        line_legs.return_line_id = covered_legs.return_line_id
        and line_legs.source_leg_id = covered_legs.covered_leg_id
where
    line_legs.is_live
    and line_legs.is_goods_revenue
    and not line_legs.is_manual
    and covered_legs.covered_leg_id is null
group by all
