-- Grain: leg × return line (or a row without a line, with its reason), in the current state of its
-- order, and once more in each past reading of the order, up to its day: there every key carries
-- the reading, so that whatever reads the grid by key reads each apart. What the grid, the diagnosis
-- and the periods read of a leg: its share on the line beside what the leg itself says.
with leg_shares as (
    select * from {{ ref('int_leg_shares') }}
),

readings as (
    select distinct order_state_id, reading_id, evaluated_on from {{ ref('int_readings') }}
),

order_legs as (
    select * from {{ ref('int_order_legs') }}
),

leg_periods as (
    select * from {{ ref('int_leg_periods') }}
),

read_shares as (
    select
        *,
        cast(null as varchar) as reading_id,
        date '9999-12-31' as read_until,
        '' as key_suffix,
    from leg_shares
    where is_current_state
    union all
    select
        leg_shares.*,
        readings.reading_id,
        readings.evaluated_on as read_until,
        '@' || readings.reading_id as key_suffix,
    from leg_shares
    inner join readings on leg_shares.order_state_id = readings.order_state_id
)

select
    -- keys
    {%- for key in ['return_leg_id', 'return_id', 'return_line_id', 'context_line_id'] %}
    read_shares.{{ key }} || read_shares.key_suffix as {{ key }},
    {%- endfor %}
    read_shares.return_line_id as plain_line_id,
    read_shares.* exclude (
        return_leg_id, return_id, return_line_id, context_line_id,
        document_key, read_until, key_suffix
    ),
    order_legs.* exclude (
        source_leg_id, order_state_id, is_current_state, order_key, set_id, sku,
        units, kept_units, missing_units, cancelled_units,
        net_amount, tax_amount, base_net_amount, cost_amount,
        form_number, state, version_number
    ),
    leg_periods.period,
    leg_periods.first_signed_at,
    order_legs.is_live
    and not order_legs.is_manual
    and {{ says_units('order_legs.leg_kind', 'read_shares.match_rule') }} as is_unit_leg,
from read_shares
inner join order_legs
    on
        read_shares.order_state_id = order_legs.order_state_id
        and read_shares.source_leg_id = order_legs.source_leg_id
left join leg_periods
    on
        order_legs.company = leg_periods.company
        and order_legs.posted_date = leg_periods.posted_date
where read_shares.reading_id is null or order_legs.posted_date <= read_shares.read_until
