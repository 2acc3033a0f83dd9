{# How a row of a source becomes the company's, before kits (M4.7, M4.8): its SKU by its name, its
   amount and cost in base currency. Rows have the columns source_system, source_instance,
   source_sku, currency_code, instance_currency, base_currency, net_amount, base_net_amount,
   base_rate. #}

{# An amount as far as the document says it in the base currency of its own instance, by an amount
   or by a rate; what is then still in another currency goes by the reference rates. #}
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

{# The reference tables beside rows that have amount_before_rates and currency_before_rates. Joins
   the CTEs sku_names and rate_periods, the latter for amounts and for costs, on the row's day. #}
{% macro conversion_joins(relation, day) -%}
    left join sku_names
        on
            {{ relation }}.source_system = sku_names.source_system
            and {{ relation }}.source_instance = sku_names.source_instance
            and {{ relation }}.source_sku = sku_names.source_sku
    {%- for rates, currency in {
        'amount_rates': 'currency_before_rates', 'cost_rates': 'instance_currency'
    }.items() %}
    left join rate_periods as {{ rates }}
        on
            {{ relation }}.{{ currency }} = {{ rates }}.from_currency
            and {{ relation }}.base_currency = {{ rates }}.to_currency
            and {{ relation }}.{{ day }} between {{ rates }}.first_day and {{ rates }}.last_day
    {%- endfor %}
{%- endmacro %}

{% macro converted_amount(relation) -%}
    {{ relation }}.amount_before_rates * case
        when {{ relation }}.currency_before_rates = {{ relation }}.base_currency then 1
        else amount_rates.rate
    end
{%- endmacro %}

{% macro converted_cost(relation) -%}
    {{ relation }}.cost_amount * case
        when {{ relation }}.instance_currency = {{ relation }}.base_currency then 1
        else cost_rates.rate
    end
{%- endmacro %}
