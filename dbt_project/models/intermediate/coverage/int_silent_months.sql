-- Grain: source instance × calendar month between its first and last document in which it holds
-- nothing at all, and no manifest says that it was asked (M4.9).
with documents as (
    select * from {{ ref('int_heard_documents') }} where document_date is not null
),

covered_spans as (
    select source_system, source_instance, covers_from, covers_to
    from {{ ref('int_current_files') }}
    where status <> 'rejected' and covers_from is not null and covers_to is not null
),

spans as (
    select
        source_system,
        source_instance,
        date_trunc('month', min(document_date)) as first_month,
        date_trunc('month', max(document_date)) as last_month,
    from documents
    group by all
),

months as (
    select
        source_system,
        source_instance,
        cast(unnest(generate_series(first_month, last_month, interval 1 month)) as date)
            as first_day,
    from spans
),

months_with_documents as (
    select distinct
        source_system,
        source_instance,
        cast(date_trunc('month', document_date) as date) as first_day,
    from documents
)

select
    months.source_system,
    months.source_instance,
    months.first_day,
    last_day(months.first_day) as last_day,
from months
left join months_with_documents
    on
        months.source_system = months_with_documents.source_system
        and months.source_instance = months_with_documents.source_instance
        and months.first_day = months_with_documents.first_day
where
    months_with_documents.first_day is null
    and not exists (
        select 1 from covered_spans
        where
            covered_spans.source_system = months.source_system
            and covered_spans.source_instance = months.source_instance
            and covered_spans.covers_from <= last_day(months.first_day)
            and covered_spans.covers_to >= months.first_day
    )
