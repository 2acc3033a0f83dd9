{# Dates as `/Date(1419937200000+1300)/`: milliseconds since 1970 and, sometimes, an offset. The
   same field comes as ISO text from other exporters, so both forms are read. #}

{# As an instant: the milliseconds are UTC, whatever offset stands beside them. #}
{% macro msdate_to_instant(text) -%}
    case
        when {{ text }} like '/Date(%'
            then epoch_ms(try_cast(regexp_extract({{ text }}, '-?[0-9]+') as bigint))
        else {{ to_instant(text) }}
    end
{%- endmacro %}

{# As a calendar date: the offset must be added, 1419937200000+1300 is 31 December 2014. #}
{% macro msdate_to_date(text) -%}
    case
        when {{ text }} like '/Date(%'
            then cast(
                epoch_ms(try_cast(regexp_extract({{ text }}, '-?[0-9]+') as bigint))
                + to_minutes(coalesce(
                    try_cast(regexp_extract({{ text }}, '[0-9]([+-])[0-9]{4}[)]', 1) || '1' as integer)
                    * (
                        60 * try_cast(
                            regexp_extract({{ text }}, '[+-]([0-9]{2})[0-9]{2}[)]', 1) as integer
                        )
                        + try_cast(
                            regexp_extract({{ text }}, '[+-][0-9]{2}([0-9]{2})[)]', 1) as integer
                        )
                    ),
                    0
                ))
                as date
            )
        else {{ to_calendar_date(text) }}
    end
{%- endmacro %}
