{# Names one version of a document by what it says, never by the file that brought it: the raw
   object, the content and the source's own stamp. Where a source has no stamp and a document came
   back to an earlier form, the same words were said twice, and only when and where tells the two
   apart. Reads the raw columns of the object's rows. #}
{% macro document_version_id(system, object) -%}
    '{{ object }}:' || content_hash || ':' || coalesce(
        version_at,
        case
            when (source_instance, document_id, content_hash) in (
                select (came_back.source_instance, came_back.document_id, came_back.content_hash)
                from {{ source(system, object) }} as came_back
                where came_back.version_at is null
                group by came_back.source_instance, came_back.document_id, came_back.content_hash
                having count(*) > 1
            )
                then '@' || coalesce(exported_at, landed_at) || ' ' || source_file || source_line
        end,
        ''
    )
{%- endmacro %}

{# The order of a document's versions, latest first (M3.2): the source's stamp, else the instant up
   to which the export was asked, else landing; ties by content. `row` names the rows' CTE where a
   join makes the columns ambiguous. #}
{% macro latest_version_first(row=none) -%}
    {%- set prefix = row ~ '.' if row else '' -%}
    coalesce({{ prefix }}version_at, {{ prefix }}exported_at, {{ prefix }}landed_at) desc,
    {{ prefix }}content_hash desc,
    {{ prefix }}landed_at desc
{%- endmacro %}
