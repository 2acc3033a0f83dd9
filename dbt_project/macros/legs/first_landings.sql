{# A query: when each source instance went live here, by its first landing. Before, only what the
   source knew counts; from then on, what had landed as well (M9.3). #}
{% macro first_landings() -%}
    select
        source_system,
        source_instance,
        min(landed_at) as first_landed_at,
    from {{ ref('int_document_versions') }}
    group by all
{%- endmacro %}
