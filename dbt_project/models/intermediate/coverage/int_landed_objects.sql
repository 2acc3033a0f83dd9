-- Grain: system × instance × object with records: how many distinct documents ever landed.
{%- set counts = [] -%}
{%- for item in source_objects() -%}
    {%- set count -%}
    select
        '{{ item.system }}' as source_system,
        source_instance,
        '{{ item.object }}' as object,
        count(distinct document_id) as documents_count,
    from {{ item.relation }}
    group by all
    {%- endset -%}
    {%- do counts.append(count) -%}
{%- endfor %}
with landed_objects as (
    {{ counts | join('\n    union all\n    ') if counts
        else "select null as source_system, null as source_instance, null as object, 0 as documents_count" }}
)

select * from landed_objects
where source_instance is not null
