-- Grain: leg of a write-off, write-down or transfer that names an order whose units of the SKU were
-- restocked: something that happened to the goods later, and no part of the return (M4.6). A
-- write-off of goods that were never restocked says that they are kept (M6), and moves no unit of
-- the return either.
with manual_legs as (
    select * from {{ ref('int_manual_legs') }} where is_current_state and is_stock_event
),

manual_names as (
    select * from {{ ref('int_manual_names') }}
),

lines as (
    select * from {{ ref('int_return_lines') }} where reading_id is null
),

restocked_lines as (
    select return_line_id from {{ ref('int_line_units') }} where largest_restocked_units > 0
    union
    select return_line_id from {{ ref('int_scrapped_units') }}
)

select distinct manual_legs.return_leg_id
from manual_legs
inner join manual_names on manual_legs.document_key = manual_names.document_key
inner join lines
    on manual_names.order_key = lines.order_key and manual_legs.sku = lines.sku
inner join restocked_lines on lines.return_line_id = restocked_lines.return_line_id
