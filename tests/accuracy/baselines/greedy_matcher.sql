-- The matcher of a spreadsheet or a bank reconciliation: every credit line looks for one restock line
-- of the same SKU and quantity, the nearest in date; each is used once, first come first served.
-- Pairs are numbered within SKU and quantity in date order, which is what a greedy pass leaves.
with credits as (
    select
        *, row_number() over (partition by sku, units order by day, order_reference) as place
    from hub_credited
),

stock as (
    select
        *, row_number() over (partition by sku, units order by day, order_reference) as place
    from hub_restocked
)

select
    coalesce(credits.channel, stock.channel) as channel,
    coalesce(credits.order_reference, stock.order_reference) as order_reference,
    coalesce(credits.sku, stock.sku) as sku,
    case
        when stock.sku is null or abs(stock.day - credits.day) > 30
            then 'credit_note_without_stock_movement'
        when credits.sku is null then 'stock_movement_without_financial_reversal'
        when date_trunc('month', credits.day) <> date_trunc('month', stock.day)
            then 'out_of_sequence_processing'
        else 'aligned'
    end as diagnosis
from credits
full outer join stock
    on
        credits.sku = stock.sku and credits.units = stock.units and credits.place = stock.place
