-- Grain: leg × return line, or a row without a line and with its reason: the legs of the grid, with
-- manual ones where the rules for them have put them now (M5.6). A linked leg belongs to its return's
-- channel; a restock whose goods a transfer moved on lies at their last place (M4.6).
with line_legs as (
    select * from {{ ref('int_line_legs') }}
),

manual_legs as (
    select * from {{ ref('int_manual_legs') }}
),

manual_links as (
    select * from {{ ref('int_manual_links') }} where reading_id is null
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

final_locations as (
    select * from {{ ref('int_final_locations') }}
)

select
    line_legs.* exclude (
        return_leg_id, return_line_id, return_id, context_line_id, unlinked_reason, match_rule,
        channel, order_reference, sku, location, units,
        net_amount, tax_amount, base_net_amount, cost_amount,
        -- the grid's alone
        plain_line_id, set_id, covered_leg_id, kit_sku, order_name, cell_bit,
        surplus_units, nothing_to_reverse_units, is_unit_leg, is_current_state
    ),
    case
        when manual_links.share_number > 1
            then line_legs.source_leg_id || '#' || manual_links.share_number
        else line_legs.return_leg_id
    end as return_leg_id,
    coalesce(manual_links.return_line_id, line_legs.return_line_id) as return_line_id,
    coalesce(lines.return_id, line_legs.return_id) as return_id,
    coalesce(manual_links.return_line_id, line_legs.context_line_id) as context_line_id,
    case
        when manual_links.return_leg_id is not null then manual_links.unlinked_reason
        else line_legs.unlinked_reason
    end as unlinked_reason,
    coalesce(manual_links.match_rule, line_legs.match_rule) as match_rule,
    coalesce(
        manual_links.candidate_count, case when line_legs.match_rule is not null then 1 end
    ) as candidate_count,
    coalesce(lines.channel, line_legs.channel) as channel,
    coalesce(lines.order_reference, line_legs.order_reference) as order_reference,
    coalesce(manual_legs.sku, lines.sku, line_legs.sku) as sku,
    coalesce(final_locations.location, line_legs.location) as location,
    coalesce(manual_links.units, line_legs.units) as units,
    -- A leg of units that several lines share has no amounts; the first would hold them.
    {%- for column in ['net_amount', 'tax_amount', 'base_net_amount', 'cost_amount'] %}
    case when coalesce(manual_links.share_number, 1) = 1 then line_legs.{{ column }} end
        as {{ column }},
    {%- endfor %}
from line_legs
left join manual_legs on line_legs.return_leg_id = manual_legs.return_leg_id
left join manual_links on line_legs.return_leg_id = manual_links.return_leg_id
left join lines on manual_links.return_line_id = lines.return_line_id
left join final_locations on line_legs.return_leg_id = final_locations.return_leg_id
