-- Grain: company × day × cut of knowledge: how often the open returns are read. A period's end as
-- its own cut knows it, and the end before as the same cut knows it (M10, roll-forward).
with period_ends as (
    select * from {{ ref('int_period_ends') }}
)

select company, evaluated_on, read_cut
from period_ends
union
select company, previous_evaluated_on as evaluated_on, read_cut
from period_ends
where previous_evaluated_on is not null
