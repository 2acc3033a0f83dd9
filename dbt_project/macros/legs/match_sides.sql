{# Matches the units of two sides of a return line, documents that are linked first, the rest in date
   order: running totals joined where they overlap, once within each document set and once for what
   that leaves over (M7, blocks).

   Reads two CTEs of the columns return_line_id, return_leg_id, set_id, posted_date, units (positive)
   and kit_sku.
   Adds the CTE matched_<name> with left_leg_id, right_leg_id and, counted in the units of each leg
   from 0, left_from, right_from and units. #}
{% macro match_sides(name, left_side, right_side) -%}
{%- set sides = {'left': left_side, 'right': right_side} -%}
{% for side, cte in sides.items() %}
{{ name }}_{{ side }}_in_set as (
    select
        *,
        sum(units) over set_order - units as position_from,
        sum(units) over set_order as position_to,
    from {{ cte }}
    window set_order as (
        partition by return_line_id, set_id
        order by posted_date, return_leg_id
        rows between unbounded preceding and current row
    )
),

{{ name }}_{{ side }}_set_totals as (
    select
        return_line_id,
        set_id,
        sum(units) as total_units,
    from {{ cte }}
    group by all
),
{% endfor %}
{% for side, other in [('left', 'right'), ('right', 'left')] %}
{{ name }}_{{ side }}_left_over as (
    select
        side.return_line_id,
        side.return_leg_id,
        side.posted_date,
        side.kit_sku,
        -- The other side takes the set's units up to here.
        coalesce(totals.total_units, 0) as matched_to,
        greatest(matched_to, side.position_from) - side.position_from as leg_from,
        side.position_to - greatest(matched_to, side.position_from) as units,
    from {{ name }}_{{ side }}_in_set as side
    left join {{ name }}_{{ other }}_set_totals as totals
        on side.return_line_id = totals.return_line_id and side.set_id = totals.set_id
    where side.position_to > matched_to
),

{{ name }}_{{ side }}_in_line as (
    select
        *,
        sum(units) over line_order - units as position_from,
        sum(units) over line_order as position_to,
    from {{ name }}_{{ side }}_left_over
    window line_order as (
        partition by return_line_id
        order by posted_date, return_leg_id
        rows between unbounded preceding and current row
    )
),
{% endfor %}
matched_{{ name }} as (
    select
        left_side.return_line_id,
        left_side.return_leg_id as left_leg_id,
        right_side.return_leg_id as right_leg_id,
        greatest(left_side.position_from, right_side.position_from) - left_side.position_from
            as left_from,
        greatest(left_side.position_from, right_side.position_from) - right_side.position_from
            as right_from,
        least(left_side.position_to, right_side.position_to)
        - greatest(left_side.position_from, right_side.position_from) as units,
        'document_link' as match_rule,
    from {{ name }}_left_in_set as left_side
    inner join {{ name }}_right_in_set as right_side
        on
            left_side.return_line_id = right_side.return_line_id
            and left_side.set_id = right_side.set_id
            and left_side.position_from < right_side.position_to
            and left_side.position_to > right_side.position_from
    union all
    select
        left_side.return_line_id,
        left_side.return_leg_id as left_leg_id,
        right_side.return_leg_id as right_leg_id,
        left_side.leg_from
        + greatest(left_side.position_from, right_side.position_from) - left_side.position_from
            as left_from,
        right_side.leg_from
        + greatest(left_side.position_from, right_side.position_from) - right_side.position_from
            as right_from,
        least(left_side.position_to, right_side.position_to)
        - greatest(left_side.position_from, right_side.position_from) as units,
        case
            when (left_side.kit_sku is null) <> (right_side.kit_sku is null) then 'kit_components'
            else 'order_line'
        end as match_rule,
    from {{ name }}_left_in_line as left_side
    inner join {{ name }}_right_in_line as right_side
        on
            left_side.return_line_id = right_side.return_line_id
            and left_side.position_from < right_side.position_to
            and left_side.position_to > right_side.position_from
),
{%- endmacro %}
