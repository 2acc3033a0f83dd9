-- One row per leg of a document that only a product's ledger tells of × version of that ledger:
-- what it moved at each location, what a write-off took out, and, for each date, by how much the
-- cost of a sale's units was changed later (M8.4: more cost out of stock is negative). The vendor
-- does not say what the sign of an amount means: the product's sales, which only take out, show it.
-- What came back by a credit note gains value whichever way that is.
{%- set version_key -%}
    source_system, source_instance, document_type, document_id, document_version_id
{%- endset %}
with ledger_rows as (

    select * from {{ ref('stg_cin7_core__ledger_rows') }}

),

outbound_signs as (

    select source_system, source_instance, product_id, sign(sum(amount)) as outbound_sign
    from ledger_rows
    where movement_kind = 'outbound' and units_in < 0
    group by source_system, source_instance, product_id

),

movements as (

    select
        documents.source_system,
        documents.source_instance,
        documents.document_type,
        documents.document_id,
        documents.document_version_id,
        ledger_rows.sku,
        ledger_rows.location,
        ledger_rows.movement_date,
        ledger_rows.units_in,
        case
            when documents.document_type <> 'sale_cost_change' then -abs(ledger_rows.amount)
            when documents.note_document_id is not null then ledger_rows.amount
            when outbound_signs.outbound_sign > 0 then -ledger_rows.amount
            else ledger_rows.amount
        end as value_gained
    from {{ ref('stg_cin7_core__ledger_documents') }} as documents
    inner join ledger_rows
        on
            documents.source_system = ledger_rows.source_system
            and documents.source_instance = ledger_rows.source_instance
            and documents.product_id = ledger_rows.product_id
            and documents.document_version_id = ledger_rows.document_version_id
            and documents.document_type = ledger_rows.movement_kind
            and documents.task_id = ledger_rows.task_id
    left join outbound_signs
        on
            documents.source_system = outbound_signs.source_system
            and documents.source_instance = outbound_signs.source_instance
            and documents.product_id = outbound_signs.product_id

),

legs as (

    select
        {{ version_key }},
        'moved:' || coalesce(lower(location), '') as leg_key,
        'inventory' as layer,
        case document_type when 'inventory_write_off' then 'write_off' else document_type end
            as leg_kind,
        min(sku) as source_sku,
        min(location) as source_location,
        max(movement_date) as posted_date,
        sum(units_in) as units,
        null as cost
    from movements
    where document_type <> 'sale_cost_change'
    group by {{ version_key }}, coalesce(lower(location), '')
    having sum(units_in) <> 0

    union all

    select
        {{ version_key }},
        'cost:' || coalesce(cast(movement_date as varchar), '') as leg_key,
        'valuation' as layer,
        case document_type when 'inventory_write_off' then 'write_down' else 'later_cost_change' end
            as leg_kind,
        min(sku) as source_sku,
        null as source_location,
        movement_date as posted_date,
        null as units,
        sum(value_gained) as cost
    from movements
    where document_type in ('inventory_write_off', 'sale_cost_change')
    group by {{ version_key }}, movement_date
    having sum(value_gained) <> 0

)

select
    *,
    true as is_posted,
    leg_kind not in ('stock_transfer', 'later_cost_change') as is_manual
from legs
