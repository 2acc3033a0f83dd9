-- Grain: reading × company × channel × order × SKU × measure: what was open then, under the verdict
-- of the worst of its lines (M10, roll-forward), and beside it what a decision had written off. An
-- order × SKU counts once.
with open_lines as (
    select * from {{ ref('int_open_lines') }}
),

items as (
    select
        company,
        channel,
        evaluated_on,
        read_cut,
        order_key,
        coalesce(sku, '-') as sku,
        arg_min(diagnosis, return_precedence) filter (not is_written_off) as diagnosis,
        {%- for name, condition in {
            'open': 'not is_written_off', 'written_off': 'is_written_off',
        }.items() %}
        case when bool_or({{ condition }}) then 1 else 0 end as {{ name }}_count,
        {%- for measure in ['units', 'revenue_amount', 'cost_amount'] %}
        coalesce(sum(open_{{ measure }}) filter ({{ condition }}), 0) as {{ name }}_{{ measure }},
        {%- endfor %}
        {%- endfor %}
    from open_lines
    group by all
)

{%- for measure, column in {
    'count': 'count',
    'units': 'units',
    'revenue': 'revenue_amount',
    'cost': 'cost_amount',
}.items() %}
select
    company,
    channel,
    evaluated_on,
    read_cut,
    order_key,
    sku,
    diagnosis,
    '{{ measure }}' as measure,
    cast(open_{{ column }} as decimal(18, 4)) as value,
    cast(written_off_{{ column }} as decimal(18, 4)) as written_off_value,
from items
{{ "union all" if not loop.last }}
{%- endfor %}
