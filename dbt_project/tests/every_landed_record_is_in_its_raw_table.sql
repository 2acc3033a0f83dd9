-- The files of an object have landed as many records as its raw table holds, for every object that
-- lands, staged or not. Does not assert which file a record came from.
{{ config(meta={'dagster': {'ref': {'name': 'fct_control_totals'}}}) }}

with stored_records as (
    {%- set objects = [] %}
    {%- for object in graph.sources.values() if execute and object.config.meta.get('landing') %}
        {%- do objects.append(object) %}
    {%- endfor %}
    {%- for object in objects %}
    select
        '{{ object.source_name }}' as source_system,
        '{{ object.name }}' as object,
        count(*) as stored_records,
    from {{ object.relation_name }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

counted_records as (
    select
        source_system,
        object,
        sum(landed_records) as landed_records,
    from {{ ref('fct_control_totals') }}
    where status != 'rejected'
    group by source_system, object
)

select
    stored_records.source_system,
    stored_records.object,
    stored_records.stored_records,
    counted_records.landed_records,
from stored_records
left join counted_records
    on
        stored_records.source_system = counted_records.source_system
        and stored_records.object = counted_records.object
where stored_records.stored_records is distinct from coalesce(counted_records.landed_records, 0)
