-- The blocks of a leg never match more units than the leg has on that line, and name only legs of
-- the systems of record. Does not assert that units which could be matched are.
{{ config(meta={'dagster': {'ref': {'name': 'fct_matched_legs'}}}) }}

{%- set sides = ['financial', 'inventory', 'valuation'] %}
with matched_units as (
    {%- for side in sides %}
    select
        return_line_id, {{ side }}_leg_id as return_leg_id, '{{ side }}' as layer, matched_units,
    from {{ ref('fct_matched_legs') }}
    where {{ side }}_leg_id is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

record_legs as (
    select * from {{ ref('fct_return_legs') }} where is_system_of_record
)

select
    matched_units.return_line_id,
    matched_units.return_leg_id,
    matched_units.layer,
    sum(matched_units.matched_units) as matched_units,
    any_value(record_legs.units) as leg_units,
from matched_units
left join record_legs
    on
        matched_units.return_leg_id = record_legs.return_leg_id
        and matched_units.return_line_id = record_legs.return_line_id
        and matched_units.layer = record_legs.layer
group by all
having sum(matched_units.matched_units) > coalesce(any_value(abs(record_legs.units)), 0)
