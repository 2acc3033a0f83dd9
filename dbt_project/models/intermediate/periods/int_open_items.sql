-- Grain: reading × company × channel × order × SKU × measure: what was open then, under the verdict
-- of the worst of its lines (M10, roll-forward). An order × SKU counts once.
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
        arg_min(diagnosis, return_precedence) as diagnosis,
        min({{ normalised_reference('order_reference') }}) as order_name,
        1 as open_count,
        sum(open_units) as open_units,
        sum(open_revenue_amount) as open_revenue_amount,
        sum(open_cost_amount) as open_cost_amount,
    from open_lines
    group by all
)

{%- for measure, column in {
    'count': 'open_count',
    'units': 'open_units',
    'revenue': 'open_revenue_amount',
    'cost': 'open_cost_amount',
}.items() %}
select
    company,
    channel,
    evaluated_on,
    read_cut,
    order_key,
    order_name,
    sku,
    diagnosis,
    '{{ measure }}' as measure,
    cast({{ column }} as decimal(18, 4)) as value,
from items
{{ "union all" if not loop.last }}
{%- endfor %}
