-- Grain: return line × tier whose write-offs name it: the units written off beyond those that the
-- tier restocked, a recorded scrap and therefore kept (M6); what was restocked first is a later
-- event (M4.6). Write-offs that could mean the same lines are laid along them in date order, as far
-- as goods were credited or came back.
with write_offs as (
    select * from {{ ref('int_manual_legs') }}
    where leg_kind = 'write_off' and layer = 'inventory' and units < 0
),

manual_names as (
    select * from {{ ref('int_manual_names') }} where orders_count = 1
),

lines as (
    select * from {{ ref('int_return_lines') }} where reading_id is null
),

line_documents as (
    select
        return_line_id,
        list(distinct document_key) as document_keys,
    from {{ ref('int_line_legs') }}
    where is_live
    group by all
),

line_units as (
    select
        return_line_id,
        greatest(max(units) filter (layer <> 'valuation'), 0) as goods_units,
        {%- for tier in ['channel', 'hub', 'ledger'] %}
        any_value(units) filter (layer = 'inventory' and tier = '{{ tier }}')
            as {{ tier }}_restocked_units,
        {%- endfor %}
    from {{ ref('int_line_cells') }}
    group by all
),

-- Where the text names a return document, its lines alone are meant.
named_lines as (
    select
        write_offs.return_leg_id,
        write_offs.tier,
        -write_offs.units as units,
        lines.return_line_id,
        lines.first_leg_date,
        coalesce(
            list_has_any(line_documents.document_keys, manual_names.return_document_keys), false
        ) as is_named,
    from write_offs
    inner join manual_names on write_offs.document_key = manual_names.document_key
    inner join lines
        on manual_names.order_key = lines.order_key and write_offs.sku = lines.sku
    inner join line_documents on lines.return_line_id = line_documents.return_line_id
    qualify is_named = bool_or(is_named) over (partition by write_offs.return_leg_id)
),

legs as (
    select
        return_leg_id,
        tier,
        units,
        md5(string_agg(return_line_id, '|' order by return_line_id)) as pool,
    from named_lines
    group by return_leg_id, tier, units
),

pools as (
    select
        pool,
        tier,
        sum(units) as units,
    from legs
    group by all
),

pool_lines as (
    select distinct
        legs.pool,
        legs.tier,
        named_lines.return_line_id,
        named_lines.first_leg_date,
        line_units.goods_units,
        {{ of_record('restocked_units', 'legs.tier') }} as restocked_units,
    from legs
    inner join named_lines on legs.return_leg_id = named_lines.return_leg_id
    inner join line_units on named_lines.return_line_id = line_units.return_line_id
),

line_positions as (
    select
        *,
        sum(goods_units) over line_sequence - goods_units as unit_from,
        sum(goods_units) over line_sequence as unit_to,
    from pool_lines
    window line_sequence as (
        partition by pool, tier
        order by first_leg_date, return_line_id
        rows between unbounded preceding and current row
    )
),

written_off as (
    select
        line_positions.return_line_id,
        line_positions.tier,
        line_positions.restocked_units,
        sum(greatest(least(pools.units, line_positions.unit_to) - line_positions.unit_from, 0))
            as units,
    from line_positions
    inner join pools
        on line_positions.pool = pools.pool and line_positions.tier = pools.tier
    group by all
)

select
    return_line_id,
    tier,
    cast(units - greatest(restocked_units, 0) as decimal(18, 4)) as scrapped_units,
from written_off
where units > greatest(restocked_units, 0)
