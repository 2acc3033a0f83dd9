{# The value of a column <tier>_<column> in the tier that another column names; 0 where that is none. #}
{% macro of_record(column, record) -%}
    case {{ record }}
        when 'channel' then channel_{{ column }}
        when 'hub' then hub_{{ column }}
        when 'ledger' then ledger_{{ column }}
        else 0
    end
{%- endmacro %}
