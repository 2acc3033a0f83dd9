{# A model holds all of its parent and nothing else: as many rows, and the same sum of every
   measure. `rows` says how the model counts its parent's rows, where one of its rows stands for
   several. Asserts nothing about single rows: two errors that cancel each other pass. #}
{% test conserves(model, parent, measures=[], rows='count(*)') %}
with totals_of_model as (

    select
        {{ rows }} as row_count
        {%- for measure in measures %},
        sum({{ measure }}) as {{ measure }}
        {%- endfor %}
    from {{ model }}

),

totals_of_parent as (

    select
        count(*) as row_count
        {%- for measure in measures %},
        sum({{ measure }}) as {{ measure }}
        {%- endfor %}
    from {{ parent }}

)

{%- for measure in ['row_count'] + measures %}

select
    '{{ measure }}' as measure,
    cast(coalesce(totals_of_model.{{ measure }}, 0) as decimal(38, 4)) as in_model,
    cast(coalesce(totals_of_parent.{{ measure }}, 0) as decimal(38, 4)) as in_parent
from totals_of_model
cross join totals_of_parent
where coalesce(totals_of_model.{{ measure }}, 0) <> coalesce(totals_of_parent.{{ measure }}, 0)
{{ "union all" if not loop.last }}
{%- endfor %}
{% endtest %}
