{# The objects that landing knows, from the sources' own `meta.landing`: a list of dicts with
   system, object, layers and the relation. Empty while dbt parses the project. #}
{% macro source_objects() -%}
    {%- set objects = [] -%}
    {%- if execute -%}
        {%- for node in graph.sources.values() | sort(attribute='unique_id') -%}
            {%- set meta = node.meta or node.config.get('meta', {}) -%}
            {%- set landing = meta.get('landing') -%}
            {%- if landing -%}
                {%- do objects.append({
                    'system': node.source_name,
                    'object': node.name,
                    'layers': landing.get('layers', []),
                    'relation': node.relation_name,
                }) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(objects) -%}
{%- endmacro %}
