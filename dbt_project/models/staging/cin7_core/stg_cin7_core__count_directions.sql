-- One row per stock adjustment or stocktake × version: whether its existing stock went up (1) or
-- down (-1) by each reading of its lines, and by its journal. Null where lines go both ways, or
-- where the journal says nothing. A journal's amount is what its debit account gained, the stock's;
-- the document's own account is the other side, and turns the sign where it stands as the debit.
{%- set version_key -%}
    source_system, source_instance, document_type, document_id, document_version_id
{%- endset %}
{%- set fields = {'debit': 'Debit', 'amount': 'Amount'} %}
with stock_documents as (

    select
        *,
        {{ json_text('payload', 'Account') }} as account_code
    from {{ ref('stg_cin7_core__stock_documents') }}

),

extracted as (

    select
        stock_documents.* exclude (payload),
        {{ json_fields('posting.item', fields) }} as field_values
    from stock_documents, {{ json_items('stock_documents.payload', 'Transactions', 'posting') }}

),

postings as (

    select
        * exclude (field_values),
        {{ json_columns('field_values', fields) }}
    from extracted

),

journals as (

    select
        {{ version_key }},
        sum(
            try_cast(amount as decimal(18, 6))
            * case when split_part(debit, ':', 1) = account_code then -1 else 1 end
        ) as value_gained
    from postings
    group by {{ version_key }}

),

readings as (

    select
        {{ version_key }},
        {%- for reading in ['on_hand', 'available'] %}
        case
            when bool_and({{ reading }}_units >= 0) then max(sign({{ reading }}_units))
            when bool_and({{ reading }}_units <= 0) then -1
        end as {{ reading }}_direction,
        {%- endfor %}
        coalesce(sum(new_stock_cost), 0) as new_stock_cost
    from (
        select
            * exclude (on_hand_units, available_units),
            case when not is_new_stock then on_hand_units end as on_hand_units,
            case when not is_new_stock then available_units end as available_units
        from {{ ref('stg_cin7_core__counted_lines') }}
    )
    group by {{ version_key }}

)

select
    readings.* exclude (new_stock_cost),
    nullif(
        sign({{ to_cents('journals.value_gained - readings.new_stock_cost') }}), 0
    ) as journal_direction
from readings
left join journals using ({{ version_key }})
