{# What of a leg's amount belongs to the units that a share of it took, to four decimals: a weight, not
   an allocation, which is cumulative_share's. As wide as units times money get in any currency.
   Reads the relations order_legs and unit_shares. #}
{% macro amount_of_share(amount) -%}
    cast(
        cast({{ amount }} as decimal(28, 2)) * unit_shares.units / order_legs.units
        as decimal(18, 4)
    )
{%- endmacro %}
