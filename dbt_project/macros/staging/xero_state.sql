{# What a Xero status says of a document's state (M4.1): authorised, paid or posted documents are in
   the ledger, voided and deleted ones count 0 whatever their totals say, the rest never got there. #}
{% macro xero_state(status) -%}
    case
        when {{ status }} in ('AUTHORISED', 'PAID', 'POSTED') then 'posted'
        when {{ status }} = 'VOIDED' then 'voided'
        when {{ status }} = 'DELETED' then 'deleted'
        else 'pending'
    end
{%- endmacro %}
