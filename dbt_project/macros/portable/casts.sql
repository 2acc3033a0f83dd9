{# Casts from text, null where unreadable; landing has already looked for values that are present
   and unreadable (meta.landing.types), so a null here is an absent value. Money is decimal from its first cast and is
   rounded to cents once, on the leg; unit costs and prices keep full precision. #}
{% macro to_number(text) -%}try_cast({{ text }} as decimal(28, 10)){%- endmacro %}
{% macro to_units(text) -%}try_cast({{ text }} as decimal(18, 4)){%- endmacro %}
{% macro to_cents(expression) -%}cast(round({{ expression }}, 2) as decimal(18, 2)){%- endmacro %}

{# An instant as UTC timestamp. An ISO stamp with offset is shifted; one without is read as UTC. #}
{% macro to_instant(text) -%}
    timezone('UTC', try_cast({{ text }} as timestamptz))
{%- endmacro %}

{# The calendar date of an instant (UTC timestamp) in a zone named in the IANA way: the one place
   where instants become local dates (M3.1). #}
{% macro local_date(instant, time_zone) -%}
    cast(timezone({{ time_zone }}, timezone('UTC', {{ instant }})) as date)
{%- endmacro %}

{# The instant (UTC timestamp) at which a local calendar date ends. #}
{% macro end_of_local_date(calendar_date, time_zone) -%}
    timezone('UTC', timezone({{ time_zone }}, cast({{ calendar_date }} as timestamp) + interval 1 day))
{%- endmacro %}

{# A business date written as `2026-05-18T00:00:00` or `2026-05-18`, without zone: its first ten
   characters, never shifted (M3.1). #}
{% macro to_calendar_date(text) -%}try_cast(substr({{ text }}, 1, 10) as date){%- endmacro %}

{# A flag written `true` or `false`, null where absent. #}
{% macro to_flag(text) -%}try_cast({{ text }} as boolean){%- endmacro %}

{# A quotient with ten decimals, null where the divisor is 0 or absent. #}
{% macro divide(dividend, divisor) -%}
    cast({{ dividend }} / nullif({{ divisor }}, 0) as decimal(28, 10))
{%- endmacro %}
