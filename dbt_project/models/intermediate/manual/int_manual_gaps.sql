-- Grain: return line, of now or of a past reading, × layer × day: what a manual leg of that layer
-- could answer (M5.6), before manual units: the gap as the line shows it (no day), and as it was on
-- the days on which manual documents of its item were posted, counting legs posted by then, where
-- the contract's days were over. Value answers the restock gap, else the cost gap, at the sale's
-- unit cost.
{%- set tiers = ['channel', 'hub', 'ledger'] %}
{%- set layers = ['financial', 'inventory', 'valuation'] %}
with units as (
    select * from {{ ref('int_line_units') }}
),

lines as (
    select * from {{ ref('int_return_lines') }}
),

line_legs as (
    select * from {{ ref('int_line_legs') }}
    where is_unit_leg and return_line_id is not null
),

manual_days as (
    select distinct company, sku, posted_date from {{ ref('int_manual_legs') }}
),

-- A journal names no item: any line may be meant. Nothing lacks before the contract's days are over.
line_days as (
    {%- for condition in [
        'lines.sku = manual_days.sku', 'manual_days.sku is null',
    ] %}
    select
        lines.return_line_id,
        manual_days.posted_date as day,
    from lines
    inner join manual_days
        on
            lines.company = manual_days.company
            and {{ condition }}
            and manual_days.posted_date
            between lines.first_leg_date - 3 and lines.first_leg_date + 30
    where
        manual_days.posted_date > lines.first_leg_date + lines.refund_within_days
        or manual_days.posted_date > lines.first_leg_date + lines.restock_within_days
        or manual_days.posted_date > lines.first_restock_date + lines.cost_within_days
    {{ "union" if not loop.last }}
    {%- endfor %}
),

-- Summed per day before the days of manual documents are joined, which are many more.
leg_days as (
    select
        return_line_id,
        posted_date,
        {%- for layer in layers %}
        {%- for tier in tiers %}
        sum(units) filter (tier = '{{ tier }}' and layer = '{{ layer }}')
            as {{ tier }}_{{ layer }}_units,
        {%- endfor %}
        {%- endfor %}
    from line_legs
    group by all
),

sums_by_then as (
    select
        line_days.return_line_id,
        line_days.day,
        {%- for layer in layers %}
        {%- for tier in tiers %}
        coalesce(sum(leg_days.{{ tier }}_{{ layer }}_units), 0) as {{ tier }}_{{ layer }}_units,
        {%- endfor %}
        {%- endfor %}
    from line_days
    left join leg_days
        on
            line_days.return_line_id = leg_days.return_line_id
            and line_days.day >= leg_days.posted_date
    group by all
),

units_by_then as (
    select
        sums_by_then.return_line_id,
        sums_by_then.day,
        greatest(
            0
            {%- for layer in ['financial', 'inventory'] %}
            {%- for tier in tiers %},
            sums_by_then.{{ tier }}_{{ layer }}_units
            {%- endfor %}
            {%- endfor %}
        ) as returned_units,
        {%- for layer in layers %}
        case units.{{ layer }}_record
            {%- for tier in tiers %}
            when '{{ tier }}' then sums_by_then.{{ tier }}_{{ layer }}_units
            {%- endfor %}
            else 0
        end as {{ layer }}_units,
        {%- endfor %}
    from sums_by_then
    inner join units on sums_by_then.return_line_id = units.return_line_id
),

-- What is expected of a line grows with what was returned by then.
gaps as (
    select
        return_line_id,
        cast(null as date) as day,
        credit_gap_units,
        restock_gap_units,
        cost_gap_units,
    from units
    union all
    select
        units_by_then.return_line_id,
        units_by_then.day,
        case
            when units_by_then.day > lines.first_leg_date + lines.refund_within_days
                then least(units.expected_credit_units, units_by_then.returned_units)
                    - units_by_then.financial_units
            else 0
        end as credit_gap_units,
        case
            when units_by_then.day > lines.first_leg_date + lines.restock_within_days
                then least(
                    units.expected_restock_units,
                    greatest(
                        units_by_then.returned_units
                        - units.kept_units - units.never_shipped_units, 0
                    )
                ) - units_by_then.inventory_units
            else 0
        end as restock_gap_units,
        case
            when units_by_then.day > lines.first_restock_date + lines.cost_within_days
                and units.valuation_record <> 'none'
                then units_by_then.inventory_units - units_by_then.valuation_units
            else 0
        end as cost_gap_units,
    from units_by_then
    inner join units on units_by_then.return_line_id = units.return_line_id
    inner join lines on units_by_then.return_line_id = lines.return_line_id
),

layers as (
    select
        return_line_id, day, 'financial' as layer, credit_gap_units as gap_units,
    from gaps
    union all
    select
        return_line_id, day, 'inventory' as layer, restock_gap_units as gap_units,
    from gaps
    union all
    select
        return_line_id,
        day,
        'valuation' as layer,
        case when restock_gap_units <> 0 then restock_gap_units else cost_gap_units end
            as gap_units,
    from gaps
)

select
    layers.return_line_id,
    layers.layer,
    layers.day,
    layers.gap_units,
    false as is_ledger_credit,
    case layers.layer
        when 'financial' then {{ to_cents('layers.gap_units * lines.sale_unit_price_amount') }}
        when 'valuation' then {{ to_cents('layers.gap_units * lines.unit_cost_amount') }}
    end as gap_amount,
    case layers.layer
        when 'financial' then coalesce(lines.amount_tolerance, 0)
        when 'valuation' then coalesce(lines.cost_tolerance, 0)
    end as tolerance_amount,
from layers
inner join lines on layers.return_line_id = lines.return_line_id
where layers.gap_units <> 0
union all
-- A credit that stands in the system of record and not in the ledger lacks its amount there (M6).
select
    units.return_line_id,
    'financial' as layer,
    cast(null as date) as day,
    0 as gap_units,
    true as is_ledger_credit,
    units.revenue_reversed_amount as gap_amount,
    coalesce(lines.amount_tolerance, 0) as tolerance_amount,
from units
inner join lines on units.return_line_id = lines.return_line_id
where
    units.financial_record <> 'ledger'
    and not units.ledger_holds_credit
    and units.revenue_reversed_amount <> 0
    and lines.ledger_posting = 'document'
