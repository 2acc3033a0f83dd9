-- One row per refund version with lines that gave back more or less than they are worth, as more
-- returned (M2): its recorded discrepancy and its shortfall, cut into what its return's recorded
-- fees explain and the rest, which is a change of price (M4.3). One return's fees are used up by its
-- refunds, oldest first.
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

refunds_with_lines as (

    select distinct
        source_instance,
        refund_id,
        document_version_id
    from {{ ref('stg_shopify__refund_lines') }}

),

recorded as (

    select * from {{ ref('stg_shopify__refund_adjustments') }}
    where amount_kind = 'discrepancy'

),

shortfalls as (

    select * from {{ ref('stg_shopify__refund_shortfalls') }}

),

return_fees as (

    select * from {{ ref('stg_shopify__return_fees') }}

),

differences as (

    select
        refunds.source_system,
        refunds.source_instance,
        refunds.refund_id,
        refunds.document_version_id,
        refunds.is_latest,
        refunds.created_at,
        refunds.return_id,
        coalesce(recorded.currency_code, shortfalls.currency_code) as currency_code,
        coalesce(recorded.net_amount, 0) - coalesce(shortfalls.shortfall_amount, 0)
            as difference_amount,
        coalesce(recorded.tax_amount, 0) as tax_amount,
        coalesce(recorded.shop_net_amount, 0) - coalesce(shortfalls.shop_shortfall_amount, 0)
            as shop_difference_amount
    from refunds
    inner join refunds_with_lines
        on
            refunds.source_instance = refunds_with_lines.source_instance
            and refunds.refund_id = refunds_with_lines.refund_id
            and refunds.document_version_id = refunds_with_lines.document_version_id
    left join recorded
        on
            refunds.source_instance = recorded.source_instance
            and refunds.refund_id = recorded.refund_id
            and refunds.document_version_id = recorded.document_version_id
    left join shortfalls
        on
            refunds.source_instance = shortfalls.source_instance
            and refunds.refund_id = shortfalls.refund_id
            and refunds.document_version_id = shortfalls.document_version_id

),

withheld_before as (

    select
        source_instance,
        refund_id,
        sum(greatest(-difference_amount, 0)) over (
            partition by source_instance, return_id
            order by created_at, refund_id
            rows between unbounded preceding and current row
        ) - greatest(-difference_amount, 0) as withheld_before_amount
    from differences
    where is_latest and return_id is not null

),

explained as (

    select
        differences.*,
        least(
            greatest(-differences.difference_amount, 0),
            greatest(
                coalesce(return_fees.fee_amount, 0)
                - coalesce(withheld_before.withheld_before_amount, 0),
                0
            )
        ) as fee_amount
    from differences
    left join return_fees
        on
            differences.source_instance = return_fees.source_instance
            and differences.return_id = return_fees.return_id
    left join withheld_before
        on
            differences.source_instance = withheld_before.source_instance
            and differences.refund_id = withheld_before.refund_id

),

refund_differences as (

    -- The shop's share of the fee is the remainder, so that both currencies add up.
    select
        source_system,
        source_instance,
        refund_id,
        document_version_id,
        currency_code,
        -fee_amount as fee_amount,
        difference_amount + fee_amount as price_amount,
        tax_amount,
        {{ to_cents(
            'shop_difference_amount * ' ~ divide('-fee_amount', 'difference_amount')
        ) }} as shop_fee_raw,
        shop_difference_amount
    from explained
    where difference_amount <> 0 or tax_amount <> 0

),

shop_shares as (

    select
        source_system,
        source_instance,
        refund_id,
        document_version_id,
        currency_code,
        fee_amount,
        price_amount,
        tax_amount,
        coalesce(shop_fee_raw, 0) as shop_fee_amount,
        shop_difference_amount - coalesce(shop_fee_raw, 0) as shop_price_amount
    from refund_differences

)

select * from shop_shares
