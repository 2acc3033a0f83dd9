-- Grain: units of a set × SKU, in one direction, placed on one return: [unit_from, unit_to) on the
-- set's axis. Slices of units that came back, and of units that were taken back again.
select
    *,
    1 as direction,
from {{ ref('int_slice_placements') }}
union all
select
    *,
    -1 as direction,
from {{ ref('int_reversal_placements') }}
