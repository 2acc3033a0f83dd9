-- One row per refund line of a return, with the units that the return's dispositions speak for
-- (M4.12). A refund's restock and its return's RESTOCKED disposition are one movement: the
-- disposition dates it, and the refund keeps only what it restocked beyond. `no_restock` counts
-- only for units that no disposition of the return names (M6). Lines are covered oldest first.
with refund_lines as (

    select * from {{ ref('stg_shopify__refund_lines') }}
    where
        is_latest
        and state = 'posted'
        and return_id is not null
        and line_kind = 'goods'
        and restock_type in ('return', 'legacy_restock', 'no_restock')

),

dispositions as (

    select * from {{ ref('stg_shopify__dispositions') }}
    where is_latest

),

disposed as (

    select
        source_instance,
        return_id,
        coalesce(source_sku, '') as sku_key,
        sum(units) as named_units,
        sum(case when disposition_type = 'RESTOCKED' then units else 0 end) as restocked_units
    from dispositions
    group by source_instance, return_id, coalesce(source_sku, '')

),

asking_lines as (

    select
        *,
        coalesce(source_sku, '') as sku_key,
        restock_type <> 'no_restock' as is_restock
    from refund_lines

),

ordered_lines as (

    select
        *,
        sum(units) over (
            partition by source_instance, return_id, sku_key, is_restock
            order by created_at, refund_id, refund_line_id
            rows between unbounded preceding and current row
        ) - units as units_before,
        coalesce(sum(case when is_restock then units end) over (
            partition by source_instance, return_id, sku_key
        ), 0) as restock_asked_units
    from asking_lines

),

offered_lines as (

    select
        ordered_lines.*,
        case
            when ordered_lines.is_restock then disposed.restocked_units
            else
                disposed.named_units
                - least(disposed.restocked_units, ordered_lines.restock_asked_units)
        end as offered_units
    from ordered_lines
    inner join disposed
        on
            ordered_lines.source_instance = disposed.source_instance
            and ordered_lines.return_id = disposed.return_id
            and ordered_lines.sku_key = disposed.sku_key

),

covered_lines as (

    select
        source_system,
        source_instance,
        refund_id,
        refund_line_id,
        least(units, greatest(offered_units - units_before, 0)) as covered_units
    from offered_lines

)

select * from covered_lines
