{# Names one version of a document by what it says, never by the file that brought it: the raw
   object, the content and the source's own stamp. Reads the raw columns content_hash, version_at. #}
{% macro document_version_id(object) -%}
    '{{ object }}:' || content_hash || ':' || coalesce(version_at, '')
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
