{# A query: the runs of cuts, [from_cut, to_cut), in which nothing about a key changes, from one edge
   of its `spans` to the next. `spans` is a relation with the key's columns, from_cut and to_cut. #}
{% macro runs_of_cuts(spans, key) -%}
    select
        {{ key }},
        edge as from_cut,
        lead(edge) over (partition by {{ key }} order by edge) as to_cut,
    from (
        select distinct
            {{ key }},
            unnest([from_cut, to_cut]) as edge,
        from {{ spans }}
    )
    qualify to_cut is not null
{%- endmacro %}
