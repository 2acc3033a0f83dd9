-- Grain: leg of a manual document that names orders × return line of theirs × reading that it could
-- be meant for (M5, `manual_reference`): the same SKU; where the text names a return document, that one's
-- lines. A leg without a SKU is meant for the one line, or the one whose gap it equals (M5.6). Who
-- names several orders, or fits several lines of one, is refused (M5.4).
with manual_legs as (
    select * from {{ ref('int_manual_legs') }}
),

manual_names as (
    select * from {{ ref('int_manual_names') }}
),

fits as (
    select * from {{ ref('int_manual_fits') }}
),

readings as (
    select * from {{ ref('int_manual_readings') }}
),

evaluations as (
    select * from {{ ref('int_line_evaluations') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

line_documents as (
    select
        return_line_id,
        list(distinct document_key) as document_keys,
    from {{ ref('int_line_legs') }}
    where return_line_id is not null and is_live
    group by all
),

named_lines as (
    select
        evaluations.reading_id,
        manual_legs.return_leg_id,
        manual_legs.layer,
        manual_legs.sku as leg_sku,
        manual_legs.units,
        manual_legs.posted_date,
        evaluations.return_line_id,
        evaluations.grid_line_id,
        lines.first_leg_date,
        manual_names.orders_count,
        fits.return_line_id is not null as is_fit,
    from manual_legs
    inner join readings on manual_legs.return_leg_id = readings.return_leg_id
    inner join manual_names on manual_legs.document_key = manual_names.document_key
    inner join lines
        on
            manual_names.order_key = lines.order_key
            and coalesce(manual_legs.sku, lines.sku) is not distinct from lines.sku
    inner join evaluations
        on
            lines.return_line_id = evaluations.grid_line_id
            and readings.reading_id is not distinct from evaluations.reading_id
    inner join line_documents on lines.return_line_id = line_documents.return_line_id
    left join fits
        on
            manual_legs.return_leg_id = fits.return_leg_id
            and lines.return_line_id = fits.return_line_id
    where not manual_legs.is_stock_event
    qualify
        coalesce(list_has_any(
            line_documents.document_keys, manual_names.return_document_keys
        ), false)
        = bool_or(coalesce(list_has_any(
            line_documents.document_keys, manual_names.return_document_keys
        ), false)) over (partition by manual_legs.return_leg_id, evaluations.reading_id)
),

fitting_lines as (
    select *
    from named_lines
    qualify
        leg_sku is not null
        or is_fit = bool_or(is_fit) over (partition by return_leg_id, reading_id)
)

select
    *,
    count(*) over reading_choices as candidate_count,
    orders_count > 1 or (leg_sku is null and count(*) over reading_choices > 1) as is_refused,
from fitting_lines
window reading_choices as (partition by return_leg_id, reading_id)
