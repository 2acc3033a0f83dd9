-- Grain: company × channel × period: goods revenue reversed in the system of record: of the legs on
-- return lines, and of batches what no document makes up, where the ledger is of record (M10).
with record_legs as (
    select * from {{ ref('int_record_legs') }}
    where reading_id is null and is_goods_revenue
),

batch_legs as (
    select * from {{ ref('int_line_legs') }}
    where reading_id is null and layer = 'financial' and is_difference_of_record
),

all_legs as (
    select company, channel, period, base_net_amount from record_legs
    union all
    select company, channel, period, base_net_amount from batch_legs
)

select
    company,
    channel,
    period,
    coalesce(sum(base_net_amount), 0) as revenue_reversed_amount,
from all_legs
group by all
