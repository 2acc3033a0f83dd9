-- Every version of a document that landed is among the staged documents: staging filters nothing.
-- Asks the objects that carry sales, credits or stock; does not assert that lists (products,
-- locations, accounts) or movements without a document are staged, nor that a document nested in
-- another one is, nor anything of a system whose documents the registry does not stage: its rows
-- land, are counted and wait.
{{ config(meta={'dagster': {'ref': {'name': 'fct_control_totals'}}}) }}

{%- set carry_documents = ['sale', 'financial', 'inventory'] %}
{%- set staged_systems = [] %}
{%- for system in var('systems') if 'documents' in system.shapes %}
    {%- do staged_systems.append(system.name) %}
{%- endfor %}
with landed_documents as (
    {%- set objects = [] %}
    {%- for object in graph.sources.values() if execute %}
        {%- set layers = object.config.meta.get('landing', {}).get('layers', []) %}
        {%- set is_staged = object.source_name in staged_systems %}
        {%- if is_staged and carry_documents | select('in', layers) | list %}
            {%- do objects.append(object) %}
        {%- endif %}
    {%- endfor %}
    {%- for object in objects %}
    select
        source_system, source_instance, '{{ object.name }}' as object, document_id, content_hash,
        source_file, source_line,
    from {{ object.relation_name }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

staged_documents as (
    {{ union_systems('documents') }}
),

staged_containers as (
    select distinct
        source_system,
        source_instance,
        split_part(document_version_id, ':', 1) as object,
        split_part(document_version_id, ':', 2) as content_hash,
    from staged_documents
)

select landed_documents.*
from landed_documents
left join staged_containers
    on
        landed_documents.source_system = staged_containers.source_system
        and landed_documents.source_instance = staged_containers.source_instance
        and landed_documents.object = staged_containers.object
        and landed_documents.content_hash = staged_containers.content_hash
where staged_containers.content_hash is null
