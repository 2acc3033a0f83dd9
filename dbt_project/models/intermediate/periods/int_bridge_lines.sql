{{ config(materialized='view') }}
-- Grain: return line, or batch with a difference × bridge × period × component: the lines of all
-- three bridges, units in the quantity bridge and amounts in the money bridges.
select
    company,
    channel,
    period,
    return_line_id,
    cast(null as varchar) as return_leg_id,
    'quantity' as bridge,
    component,
    units,
    cast(null as decimal(18, 2)) as amount,
from {{ ref('int_quantity_bridge_lines') }}
union all
select
    company,
    channel,
    period,
    return_line_id,
    cast(null as varchar) as return_leg_id,
    bridge,
    component,
    cast(null as decimal(18, 4)) as units,
    amount,
from {{ ref('int_money_bridge_lines') }}
union all
select
    company,
    channel,
    period,
    cast(null as varchar) as return_line_id,
    return_leg_id,
    bridge,
    component,
    cast(null as decimal(18, 4)) as units,
    amount,
from {{ ref('int_batch_bridge_lines') }}
