-- Grain: leg × return line (or a row without a line, with its reason), in the current state of its
-- order, and once more in each past reading of the order, up to its day: there every key carries
-- the reading, so that whatever reads the grid by key reads each apart. What the grid, the diagnosis
-- and the periods read of a leg, the cells that the ledger's batches make up among them (M5.5).
with placed_legs as (
    select * from {{ ref('int_placed_legs') }}
),

batch_cells as (
    select * from {{ ref('int_batch_cells') }}
),

batch_shares as (
    select * from {{ ref('int_batch_shares') }}
),

readings as (
    select distinct order_state_id, reading_id, evaluated_on from {{ ref('int_readings') }}
),

leg_periods as (
    select * from {{ ref('int_leg_periods') }}
),

all_legs as (
    select placed_legs.*
    from placed_legs
    left join batch_shares on placed_legs.return_leg_id = batch_shares.return_leg_id
    where batch_shares.return_leg_id is null or not placed_legs.is_current_state
    union all by name
    select * from batch_cells
    union all by name
    select * from batch_shares
),

read_legs as (
    select
        *,
        cast(null as varchar) as reading_id,
        date '9999-12-31' as read_until,
        '' as key_suffix,
    from all_legs
    where is_current_state
    union all
    select
        all_legs.*,
        readings.reading_id,
        readings.evaluated_on as read_until,
        '@' || readings.reading_id as key_suffix,
    from all_legs
    inner join readings on all_legs.order_state_id = readings.order_state_id
)

select
    -- keys
    {%- for key in ['return_leg_id', 'return_id', 'return_line_id', 'context_line_id'] %}
    read_legs.{{ key }} || read_legs.key_suffix as {{ key }},
    {%- endfor %}
    read_legs.return_line_id as plain_line_id,
    -- What the links alone read of a leg stays with them.
    read_legs.* exclude (
        return_leg_id, return_id, return_line_id, context_line_id, read_until, key_suffix,
        order_state_id, document_version_id, parent_document_key, account_role, time_zone,
        known_at, recorded_date, missing_units
    ),
    leg_periods.period,
    leg_periods.first_signed_at,
from read_legs
left join leg_periods
    on
        read_legs.company = leg_periods.company
        and read_legs.posted_date = leg_periods.posted_date
where read_legs.reading_id is null or read_legs.posted_date <= read_legs.read_until
