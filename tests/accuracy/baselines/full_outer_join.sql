-- The reconciliation that most people build first: credits and restocks of every system, summed per
-- order and SKU, joined outside in, and a verdict by comparing the sums. What the store says will not
-- come back is not asked for.
with store as (
    select
        channel, order_reference, sku, sum(units) as units, sum(amount) as amount,
        sum(if(goods = 'return', 0, units)) as without_goods
    from refunded group by all
),

hub as (
    select
        channel, order_reference, sku, sum(units) as units, sum(amount) as amount,
        max(strftime(day, '%Y-%m')) as month
    from hub_credited group by all
),

stock as (
    select
        channel, order_reference, sku, sum(units) as units, max(strftime(day, '%Y-%m')) as month
    from hub_restocked group by all
),

ledger as (
    select channel, order_reference, sku, sum(units) as units, sum(amount) as amount
    from ledger_credited group by all
),

joined as (
    select
        channel, order_reference, sku,
        coalesce(store.units, 0) as store_units,
        coalesce(store.without_goods, 0) as without_goods,
        coalesce(hub.units, 0) as hub_units,
        coalesce(ledger.units, 0) as ledger_units,
        coalesce(stock.units, 0) as stock_units,
        greatest(store_units, hub_units, ledger_units) as credited_units,
        store.amount as store_amount, hub.amount as hub_amount, ledger.amount as ledger_amount,
        hub.month as credit_month, stock.month as stock_month
    from store
    full outer join hub using (channel, order_reference, sku)
    full outer join ledger using (channel, order_reference, sku)
    full outer join stock using (channel, order_reference, sku)
)

select
    channel, order_reference, sku,
    case
        when credited_units = 0 and stock_units > 0
            then 'stock_movement_without_financial_reversal'
        when stock_units > credited_units then 'stock_movement_without_financial_reversal'
        when hub_units <> ledger_units or (store_units > 0 and store_units <> hub_units)
            then 'multi_system_processing'
        when stock_units = 0 and without_goods = credited_units
            and contracts.no_restock_means = 'kept' then 'one_leg_expected'
        when stock_units < credited_units then 'credit_note_without_stock_movement'
        when credit_month <> stock_month then 'out_of_sequence_processing'
        when abs(coalesce(store_amount, hub_amount) - hub_amount) > 0.05
            or abs(ledger_amount - hub_amount) > 0.05 then 'amount_mismatch'
        else 'aligned'
    end as diagnosis
from joined
inner join contracts using (channel)
