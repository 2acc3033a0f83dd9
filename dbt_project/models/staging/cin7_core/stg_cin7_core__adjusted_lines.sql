-- One row per line of a stock adjustment or stocktake × version, with the units that it moved. On
-- hand is what the document states; where its lines were counted from the available units, the
-- products' own ledger says so, else the sign of the journal. Where neither decides, the reading on
-- hand stays, and is marked. The ledger also dates the movement: the effective date only dates the
-- journal.
{%- set version_key -%}
    source_system, source_instance, document_type, document_id, document_version_id
{%- endset %}
with counted_lines as (

    select
        *,
        lower(sku) as sku_key,
        sum(on_hand_units) over sku_lines as sku_on_hand_units,
        sum(available_units) over sku_lines as sku_available_units
    from {{ ref('stg_cin7_core__counted_lines') }}
    window sku_lines as (partition by {{ version_key }}, lower(sku))

),

directions as (

    select * from {{ ref('stg_cin7_core__count_directions') }}

),

ledger_moves as (

    select
        source_system,
        source_instance,
        movement_kind as document_type,
        task_id as document_id,
        lower(sku) as sku_key,
        sum(units_in) as units,
        max(movement_date) as movement_date
    from {{ ref('stg_cin7_core__ledger_rows') }}
    where is_latest_ledger and movement_kind in ('stock_adjustment', 'stocktake')
    group by source_system, source_instance, movement_kind, task_id, lower(sku)

),

judged as (

    select
        counted_lines.*,
        ledger_moves.movement_date,
        case
            when counted_lines.on_hand_units = counted_lines.available_units then 'on_hand'
            when ledger_moves.units = counted_lines.sku_on_hand_units then 'on_hand'
            when ledger_moves.units = counted_lines.sku_available_units then 'available'
            when
                directions.journal_direction = directions.on_hand_direction
                and directions.journal_direction is distinct from directions.available_direction
                then 'on_hand'
            when
                directions.journal_direction = directions.available_direction
                and directions.journal_direction is distinct from directions.on_hand_direction
                then 'available'
        end as reading
    from counted_lines
    left join directions using ({{ version_key }})
    left join ledger_moves
        on
            counted_lines.source_system = ledger_moves.source_system
            and counted_lines.source_instance = ledger_moves.source_instance
            and counted_lines.document_type = ledger_moves.document_type
            and counted_lines.document_id = ledger_moves.document_id
            and counted_lines.sku_key = ledger_moves.sku_key

)

select
    {{ version_key }},
    is_new_stock,
    place,
    sku,
    location,
    batch,
    case
        when is_posted then coalesce(movement_date, document_date) else document_date
    end as posted_date,
    case when reading = 'available' then available_units else on_hand_units end as units,
    is_posted,
    is_stock,
    is_posted and reading is null as is_reading_uncertain
from judged
