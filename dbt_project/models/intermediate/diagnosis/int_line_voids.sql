-- Grain: return line × tier × layer that holds a void and, of what lives, less than another tier
-- (M7, fourth pattern). By units; a tier that credits by amount alone is compared by amount.
with units as (
    select * from {{ ref('int_line_units') }}
),

lines as (
    select return_line_id, coalesce(amount_tolerance, 0) as amount_tolerance
    from {{ ref('int_return_lines') }}
),

tier_layers as (
    {%- for tier in ['channel', 'hub', 'ledger'] %}
    {%- for layer, voided, measure in [
        ('financial', 'credit', 'credited_units'),
        ('inventory', 'restock', 'restocked_units'),
        ('valuation', 'cost', 'valued_units'),
    ] %}
    select
        return_line_id,
        '{{ tier }}' as tier,
        '{{ layer }}' as layer,
        {{ tier }}_has_voided_{{ voided }} as has_void,
        {{ tier }}_{{ measure }} as units,
        {{ "abs(" ~ tier ~ "_revenue_amount)" if layer == 'financial' else "0" }} as amount,
        {% if layer == 'financial' -%}
        {{ tier }}_holds_credit and not {{ tier }}_has_credit_units
        {%- else -%} false {%- endif %} as is_by_amount,
    from units
    {{ "union all" if not loop.last }}
    {%- endfor %}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

compared_tiers as (
    select
        *,
        max(units) over line_layer as largest_units,
        max(amount) over line_layer as largest_amount,
        arg_max(tier, units) over line_layer as fullest_tier_by_units,
        arg_max(tier, amount) over line_layer as fullest_tier_by_amount,
    from tier_layers
    window line_layer as (partition by return_line_id, layer)
)

select
    compared_tiers.return_line_id,
    compared_tiers.tier,
    compared_tiers.layer,
    case
        when compared_tiers.units < compared_tiers.largest_units
            then compared_tiers.fullest_tier_by_units
        else compared_tiers.fullest_tier_by_amount
    end as holding_tier,
from compared_tiers
inner join lines on compared_tiers.return_line_id = lines.return_line_id
where
    compared_tiers.has_void
    and case
        when compared_tiers.is_by_amount or compared_tiers.largest_units <= 0
            then compared_tiers.amount < compared_tiers.largest_amount - lines.amount_tolerance
        else compared_tiers.units < compared_tiers.largest_units
    end
