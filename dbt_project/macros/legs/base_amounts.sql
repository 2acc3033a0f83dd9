{# How an amount reaches the base currency of its company (M4.8): the document says it in the base
   currency of its own instance, by an amount or by a rate; what is then still in another currency
   goes by the reference rates. Both read the columns currency_code, instance_currency,
   base_currency, net_amount, base_net_amount and base_rate of one relation. #}
{% macro amount_before_rates(relation) -%}
    case
        when {{ relation }}.currency_code = {{ relation }}.base_currency
            then {{ relation }}.net_amount
        when {{ relation }}.base_net_amount is not null then {{ relation }}.base_net_amount
        else {{ relation }}.net_amount * coalesce({{ relation }}.base_rate, 1)
    end
{%- endmacro %}

{% macro currency_before_rates(relation) -%}
    case
        when {{ relation }}.currency_code = {{ relation }}.base_currency
            then {{ relation }}.base_currency
        when coalesce({{ relation }}.base_net_amount, {{ relation }}.base_rate) is not null
            then {{ relation }}.instance_currency
        else {{ relation }}.currency_code
    end
{%- endmacro %}
