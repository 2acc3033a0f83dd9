-- One row per day of a trial balance, at its latest pull. A report has no id of its own: the day in
-- its title (`As at 24 April 2019`) is what it is about; ReportDate speaks where no title holds one.
{%- set title_date = "regexp_extract(title, '([0-9]{1,2} [A-Za-z]+ [0-9]{4})$', 1)" %}
with trial_balances as (

    select * from {{ source('xero', 'trial_balance') }}

),

dated as (

    select
        source_system,
        source_instance,
        coalesce(
            list_max(list_transform(
                json_extract_string(payload, '$.ReportTitles[*]'),
                lambda title: try_strptime({{ title_date }}, '%d %B %Y')
            )),
            try_strptime({{ json_text('payload', 'ReportDate') }}, '%d %B %Y')
        ) as dated_at,
        -- the place of a heading is the place of its column's cells
        json_extract_string(payload, '$.Rows[*].Cells[*].Value') as headings,
        {{ msdate_to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        payload,
        content_hash
    from trial_balances

),

versions as (

    select
        -- keys
        source_system,
        source_instance,
        -- when
        cast(dated_at as date) as as_of_date,
        -- content
        headings,
        payload,
        row_number() over (
            partition by source_instance, dated_at
            order by {{ latest_version_first() }}
        ) as recency_rank
    from dated

),

latest_versions as (

    select
        source_system,
        source_instance,
        as_of_date,
        headings,
        payload
    from versions
    where recency_rank = 1

)

select * from latest_versions
