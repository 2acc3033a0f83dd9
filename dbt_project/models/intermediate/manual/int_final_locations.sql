-- Grain: restock leg whose goods a transfer that names their order, credit note or refund moved on:
-- the two are one restock, at the place where the goods ended (M4.6).
with manual_legs as (
    select * from {{ ref('int_manual_legs') }}
    where is_current_state and leg_kind = 'stock_transfer' and location is not null
),

manual_names as (
    select * from {{ ref('int_manual_names') }}
),

restocks as (
    select * from {{ ref('int_line_legs') }}
    where
        reading_id is null
        and return_line_id is not null
        and is_unit_leg
        and leg_kind = 'restock'
        and units > 0
),

transfers as (
    select
        departures.document_key,
        departures.sku,
        departures.location as from_location,
        departures.posted_date,
        arg_max(arrivals.location, (arrivals.units, arrivals.location)) as to_location,
    from manual_legs as departures
    inner join manual_legs as arrivals
        on
            departures.document_key = arrivals.document_key
            and departures.sku = arrivals.sku
            and arrivals.units > 0
    where departures.units < 0
    group by all
),

order_transfers as (
    select
        transfers.*,
        manual_names.order_key,
        manual_names.return_document_keys,
    from transfers
    inner join manual_names
        on transfers.document_key = manual_names.document_key and manual_names.orders_count = 1
),

-- A first move leaves the place of the restock; where the goods were moved on, the last move counts.
moved_restocks as (
    select
        restocks.return_leg_id,
        restocks.order_key,
        restocks.sku,
        min(order_transfers.posted_date) as first_moved_date,
    from restocks
    inner join order_transfers
        on
            restocks.order_key = order_transfers.order_key
            and restocks.sku = order_transfers.sku
            and restocks.location = order_transfers.from_location
            and restocks.posted_date <= order_transfers.posted_date
            and (
                order_transfers.return_document_keys is null
                or list_contains(order_transfers.return_document_keys, restocks.document_key)
            )
    group by all
)

select
    moved_restocks.return_leg_id,
    arg_max(
        order_transfers.to_location, (order_transfers.posted_date, order_transfers.document_key)
    ) as location,
from moved_restocks
inner join order_transfers
    on
        moved_restocks.order_key = order_transfers.order_key
        and moved_restocks.sku = order_transfers.sku
        and order_transfers.posted_date >= moved_restocks.first_moved_date
group by all
