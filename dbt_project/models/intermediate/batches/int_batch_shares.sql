-- Grain: line of a batch that carries a difference × part of it: what the covered documents make up,
-- which counts in their cells, and what they do not, which counts here (M5.5). The two parts are the
-- line's amount.
with placed_legs as (
    select * from {{ ref('int_placed_legs') }}
    where is_current_state and unlinked_reason = 'batch'
),

differences as (
    select * from {{ ref('int_batch_differences') }}
),

differing_legs as (
    select
        placed_legs.*,
        differences.amount as difference_amount,
        differences.is_system_of_record,
        -- A difference is known in base currency alone.
        case when placed_legs.net_amount = placed_legs.base_net_amount then differences.amount end
            as net_difference_amount,
    from placed_legs
    inner join differences on placed_legs.source_leg_id = differences.source_leg_id
)

select
    * exclude (difference_amount, net_difference_amount, is_system_of_record)
    replace (
        net_amount - coalesce(net_difference_amount, 0) as net_amount,
        base_net_amount - case when layer = 'financial' then difference_amount else 0 end
            as base_net_amount,
        cost_amount - case when layer = 'valuation' then difference_amount else 0 end
            as cost_amount
    ),
    false as is_difference_of_record,
from differing_legs
union all
select
    * exclude (difference_amount, net_difference_amount, is_system_of_record)
    replace (
        source_leg_id || '#2' as return_leg_id,
        'batch_difference' as unlinked_reason,
        cast(null as decimal(18, 4)) as units,
        net_difference_amount as net_amount,
        cast(null as decimal(18, 2)) as tax_amount,
        case layer when 'financial' then difference_amount end as base_net_amount,
        case layer when 'valuation' then difference_amount end as cost_amount
    ),
    is_system_of_record as is_difference_of_record,
from differing_legs
