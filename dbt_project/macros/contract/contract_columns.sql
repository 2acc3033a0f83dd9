{# What the current model's YAML promises: column name to type, in its order. While dbt parses the
   project the YAML is not read yet and there is none. #}
{% macro contract_columns() -%}
    {%- set columns = {} -%}
    {%- for column in model.columns.values() -%}
        {%- do columns.update({column.name: column.data_type}) -%}
    {%- endfor -%}
    {%- if execute and not columns -%}
        {%- do exceptions.raise_compiler_error(
            model.name ~ ' has no columns in its YAML: a published model needs a contract'
        ) -%}
    {%- endif -%}
    {%- do return(columns) -%}
{%- endmacro %}
