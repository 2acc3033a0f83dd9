-- Grain: document × version, in version order (M3.2): the source's stamp, else the instant up to
-- which the export was asked, else landing order; ties by content, a fuller form before an
-- emptier one. A form that is only a header proves nothing about lines and is left out (M3.3).
with all_documents as (
    {{ union_systems('documents') }}
),

source_instances as (
    select * from {{ ref('stg_reference__source_instances') }}
),

base_currencies as (
    select * from {{ ref('int_base_currencies') }}
),

leg_counts as (
    select
        source_system,
        source_instance,
        document_type,
        document_id,
        document_version_id,
        count(*) as legs_count,
    from ({{ union_systems('return_legs') }})
    group by all
),

keyed_documents as (
    select
        all_documents.*,
        source_instances.company,
        source_instances.tier,
        source_instances.time_zone,
        coalesce(source_instances.base_currency, base_currencies.base_currency)
            as instance_currency,
        base_currencies.base_currency,
        {{ document_key('all_documents') }} as document_key,
        coalesce(leg_counts.legs_count, 0) as legs_count,
        coalesce(
            all_documents.version_at, all_documents.exported_at, all_documents.landed_at
        ) as ordered_at,
    from all_documents
    inner join source_instances
        on
            all_documents.source_system = source_instances.source_system
            and all_documents.source_instance = source_instances.source_instance
    left join base_currencies on source_instances.company = base_currencies.company
    left join leg_counts
        on
            all_documents.source_system = leg_counts.source_system
            and all_documents.source_instance = leg_counts.source_instance
            and all_documents.document_type = leg_counts.document_type
            and all_documents.document_id = leg_counts.document_id
            and all_documents.document_version_id = leg_counts.document_version_id
    where not all_documents.is_header_only
)

select
    *,
    row_number() over (
        partition by document_key
        order by ordered_at, legs_count desc, content_hash, document_version_id, landed_at
    ) as version_number,
from keyed_documents
