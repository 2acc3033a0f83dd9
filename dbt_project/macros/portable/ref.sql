{# Views of the reporting layer must not name the catalog: they are copied into a release file of
   another name (design 6). Everywhere else dbt's own ref is used as it is. #}
{% macro ref() %}
    {%- set relation = builtins.ref(*varargs, **kwargs) -%}
    {%- if model is defined and model.schema == 'reporting' -%}
        {%- do return(relation.include(database=false)) -%}
    {%- endif -%}
    {%- do return(relation) -%}
{% endmacro %}
