{# Whether a leg says that so many units were credited, restocked or valued: goods, and what its
   amount has laid to a return; price alone says none (M4.4). #}
{% macro says_units(leg_kind, match_rule) -%}
    (
        {{ leg_kind }} in ('credit', 'restock', 'unrestock', 'cost_reversal')
        or ({{ match_rule }} = 'order_amount' and {{ leg_kind }} <> 'price_adjustment')
    )
{%- endmacro %}
