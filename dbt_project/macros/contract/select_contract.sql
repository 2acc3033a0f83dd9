{# Closes a published model: every column that its YAML promises, in that order and of that type,
   from a CTE that has them by name. `unfilled` names the columns that no rule fills yet: they are
   null, never an invented value.

       {{ select_contract('judged_lines', unfilled=['restated_units']) }}

   In a dbt unit test the contract is out of reach (neither `model` nor `graph` holds the tested
   model's columns), so there the CTE is passed on as it is, beside the unfilled columns. #}
{% macro select_contract(cte, unfilled=[]) -%}
    {%- if model.resource_type == 'unit_test' -%}
    select
        {{ cte }}.*
        {%- for column in unfilled %},
        null as {{ column }}
        {%- endfor %}
    from {{ cte }}
    {%- else -%}
    {%- set columns = contract_columns() -%}
    {%- for column in unfilled if execute and column not in columns -%}
        {%- do exceptions.raise_compiler_error(
            "select_contract: '" ~ column ~ "' is not a column of " ~ model.name
        ) -%}
    {%- endfor -%}
    select
        {%- for column, type in columns.items() %}
        cast({{ 'null' if column in unfilled else column }} as {{ type }}) as {{ column }}
        {{- "," if not loop.last }}
        {%- endfor %}
    from {{ cte }}
    {%- endif -%}
{%- endmacro %}
