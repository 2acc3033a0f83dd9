-- One row per refund version with lines that gave back more or less than they are worth, as more
-- returned (M2): its recorded discrepancy and its shortfall, cut into what its return's recorded
-- fees explain and the rest, which is a change of price (M4.3). One return's fees are used up by
-- its refunds, oldest first. What cash rounding explains is left out: a shortfall has left it out
-- already, a recorded discrepancy holds it.
with refunds as (

    select * from {{ ref('stg_shopify__refunds') }}

),

refunds_with_lines as (

    select distinct refund_version_key
    from {{ ref('stg_shopify__refund_lines') }}

),

recorded as (

    select * from {{ ref('stg_shopify__refund_adjustments') }}
    where amount_kind = 'discrepancy'

),

roundings as (

    select * from {{ ref('stg_shopify__refund_roundings') }}

),

shortfalls as (

    select * from {{ ref('stg_shopify__refund_shortfalls') }}

),

return_fees as (

    select * from {{ ref('stg_shopify__return_fees') }}

),

unrounded as (

    select
        recorded.*,
        case
            when shortfalls.refund_version_key is not null or recorded.net_amount = 0 then 1
            else greatest(
                1 - {{ divide(
                    'coalesce(roundings.rounding_amount, 0)', 'abs(recorded.net_amount)'
                ) }},
                0
            )
        end as unrounded_share
    from recorded
    left join roundings on recorded.refund_version_key = roundings.refund_version_key
    left join shortfalls on recorded.refund_version_key = shortfalls.refund_version_key

),

differences as (

    select
        refunds.refund_version_key,
        refunds.source_instance,
        refunds.refund_id,
        refunds.return_id,
        refunds.created_at,
        refunds.is_latest,
        coalesce(unrounded.currency_code, shortfalls.currency_code) as currency_code,
        coalesce({{ to_cents('unrounded.net_amount * unrounded.unrounded_share') }}, 0)
        - coalesce(shortfalls.shortfall_amount, 0)
            as difference_amount,
        coalesce(unrounded.tax_amount, 0) as tax_amount,
        coalesce({{ to_cents('unrounded.shop_net_amount * unrounded.unrounded_share') }}, 0)
        - coalesce(shortfalls.shop_shortfall_amount, 0)
            as shop_difference_amount
    from refunds
    inner join refunds_with_lines
        on refunds.refund_version_key = refunds_with_lines.refund_version_key
    left join unrounded
        on refunds.refund_version_key = unrounded.refund_version_key
    left join shortfalls
        on refunds.refund_version_key = shortfalls.refund_version_key

),

withheld as (

    select
        source_instance,
        refund_id,
        return_id,
        created_at,
        greatest(-difference_amount, 0) as withheld_amount
    from differences
    where is_latest and return_id is not null

),

fees_left as (

    select
        withheld.source_instance,
        withheld.refund_id,
        greatest(
            return_fees.fee_amount + withheld.withheld_amount
            - sum(withheld.withheld_amount) over (
                partition by withheld.source_instance, withheld.return_id
                order by withheld.created_at, withheld.refund_id
                rows between unbounded preceding and current row
            ),
            0
        ) as fee_left_amount
    from withheld
    inner join return_fees
        on
            withheld.source_instance = return_fees.source_instance
            and withheld.return_id = return_fees.return_id

),

explained as (

    select
        differences.*,
        least(greatest(-differences.difference_amount, 0), coalesce(fees_left.fee_left_amount, 0))
            as fee_amount
    from differences
    left join fees_left
        on
            differences.source_instance = fees_left.source_instance
            and differences.refund_id = fees_left.refund_id
    where differences.difference_amount <> 0 or differences.tax_amount <> 0

),

shared as (

    select
        *,
        coalesce({{ to_cents(
            'shop_difference_amount * ' ~ divide('fee_amount', '-difference_amount')
        ) }}, 0) as shop_fee_amount
    from explained

),

refund_differences as (

    select
        refund_version_key,
        currency_code,
        -fee_amount as fee_amount,
        difference_amount + fee_amount as price_amount,
        tax_amount,
        shop_fee_amount,
        shop_difference_amount - shop_fee_amount as shop_price_amount
    from shared

)

select * from refund_differences
