-- Grain: line of a batch × run of cuts in which one form of it is the latest known and took effect.
with leg_cuts as (
    select * from {{ ref('int_leg_cuts') }}
),

batch_legs as (
    select * from {{ ref('int_batch_legs') }} where is_live
)

select
    batch_legs.*,
    leg_cuts.from_cut,
    leg_cuts.to_cut,
from leg_cuts
inner join batch_legs
    on
        leg_cuts.source_leg_id = batch_legs.source_leg_id
        and leg_cuts.form_number = batch_legs.form_number
