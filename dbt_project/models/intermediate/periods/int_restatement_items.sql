-- Grain: sign-off × source leg that moved since, and × channel of what no leg explains (M9.3). As
-- reported plus these is today's figure.
select
    company,
    channel,
    period,
    version,
    source_leg_id,
    cause,
    credited_units_delta,
    restocked_units_delta,
    revenue_delta_amount,
    cost_delta_amount,
    recorded_at,
    landed_at,
    document_number,
from {{ ref('int_moved_legs') }}
union all
select
    company,
    channel,
    period,
    version,
    source_leg_id,
    cause,
    credited_units_delta,
    restocked_units_delta,
    revenue_delta_amount,
    cost_delta_amount,
    cast(null as timestamp) as recorded_at,
    cast(null as timestamp) as landed_at,
    cast(null as varchar) as document_number,
from {{ ref('int_rule_changes') }}
