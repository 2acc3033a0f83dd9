{# What an order line is when it is no goods (M4.3): a gift card is a liability, a tip no sale; null
   where the line says neither. A tip is known by what stands on no other line, the way it was paid,
   which may be there and empty. `line` is JSON, `path` where the order line lies in it. #}
{% macro shopify_line_kind(line, path='') -%}
    case
        when {{ to_flag(json_text(line, path ~ 'gift_card')) }} then 'gift_card'
        when
            json_type({{ line }}, '$.{{ path }}tip') = 'OBJECT'
            or {{ json_text(line, path ~ 'tip_payment_gateway') }} is not null
            then 'tip'
    end
{%- endmacro %}
