-- One row per leg of a Return document. A disposition is a stock movement (RESTOCKED) or says what
-- else became of the units: NOT_RESTOCKED are kept, MISSING are missing, PROCESSING_REQUIRED says
-- nothing yet (M6). A return that has neither a disposition that says something nor a refund is
-- only a request.
with returns as (

    select * from {{ ref('stg_shopify__returns') }}

),

return_lines as (

    select * from {{ ref('stg_shopify__return_lines') }}

),

dispositions as (

    select * from {{ ref('stg_shopify__dispositions') }}

),

-- Undated dispositions (older APIs have no createdAt) stand on the return's day, else on the day of
-- its first refund, else on the day of the export: it had happened by then.
first_refunds as (

    select
        source_instance,
        return_id,
        min(refund_date) as refund_date
    from {{ ref('stg_shopify__refunds') }}
    where return_id is not null
    group by source_instance, return_id

),

answered_versions as (

    select return_version_key from dispositions
    where disposition_type <> 'PROCESSING_REQUIRED'
    union
    select returns.return_version_key
    from returns,
        {{ json_connection_items('returns.payload', 'refunds', 'refund') }}

),

disposition_legs as (

    select
        returns.source_system,
        returns.source_instance,
        returns.return_id,
        returns.document_version_id,
        'disposition:' || dispositions.disposition_id as leg_key,
        'inventory' as layer,
        'restock' as leg_kind,
        dispositions.source_sku,
        dispositions.source_location,
        dispositions.disposed_at as occurred_at,
        coalesce(
            dispositions.disposed_date,
            returns.return_date,
            first_refunds.refund_date,
            {{ local_date('returns.exported_at', 'returns.time_zone') }}
        ) as posted_date,
        case when dispositions.disposition_type = 'RESTOCKED' then dispositions.units else 0 end
            as units,
        case when dispositions.disposition_type = 'NOT_RESTOCKED' then dispositions.units end
            as kept_units,
        case when dispositions.disposition_type = 'MISSING' then dispositions.units end
            as missing_units,
        returns.state <> 'voided' as is_posted,
        dispositions.disposition_type = 'RESTOCKED' and dispositions.disposed_date is null
            as is_date_uncertain
    from dispositions
    inner join returns
        on dispositions.return_version_key = returns.return_version_key
    left join first_refunds
        on
            returns.source_instance = first_refunds.source_instance
            and returns.return_id = first_refunds.return_id
    where dispositions.disposition_type in ('RESTOCKED', 'NOT_RESTOCKED', 'MISSING')

),

request_legs as (

    select
        returns.source_system,
        returns.source_instance,
        returns.return_id,
        returns.document_version_id,
        'request:' || coalesce(return_lines.return_line_id, 'total') as leg_key,
        null as layer,
        'request' as leg_kind,
        return_lines.source_sku,
        null as source_location,
        returns.created_at as occurred_at,
        returns.return_date as posted_date,
        coalesce(return_lines.units, returns.total_units) as units,
        null as kept_units,
        null as missing_units,
        false as is_posted,
        false as is_date_uncertain
    from returns
    left join return_lines
        on returns.return_version_key = return_lines.return_version_key
    left join answered_versions
        on returns.return_version_key = answered_versions.return_version_key
    where answered_versions.return_version_key is null

),

return_document_legs as (

    select * from disposition_legs
    union all
    select * from request_legs

)

select * from return_document_legs
