-- Grain: order state × leg × channel × period: what batches add to the totals of a ledger that is of
-- record (M9.3). Money is the posting's, whole: the covered documents and the difference are together
-- no more than it. Units are the covered documents'.
with batch_spans as (
    select * from {{ ref('int_batch_spans') }}
),

order_states as (
    select * from {{ ref('int_order_states') }}
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

cells as (
    select * from {{ ref('int_batch_cells') }} where layer = 'financial' and is_unit_leg
),

state_records as (
    select * from {{ ref('int_state_records') }} where financial_record = 'ledger'
),

contracts as (
    select * from {{ ref('stg_reference__channel_contracts') }}
),

leg_periods as (
    select * from {{ ref('int_leg_periods') }}
),

contributions as (
    select
        order_states.order_state_id,
        batch_spans.source_leg_id,
        batch_spans.company,
        batch_spans.channel,
        batch_spans.posted_date,
        0 as credited_units,
        case when batch_spans.layer = 'financial' then batch_spans.amount else 0 end
            as revenue_amount,
        case when batch_spans.layer = 'valuation' then batch_spans.amount else 0 end as cost_amount,
    from batch_spans
    inner join document_orders on batch_spans.document_key = document_orders.document_key
    inner join order_states
        on
            document_orders.order_key = order_states.order_key
            and batch_spans.from_cut <= order_states.from_cut
            and batch_spans.to_cut > order_states.from_cut
    inner join contracts
        on
            batch_spans.company = contracts.company
            and batch_spans.channel = contracts.channel
            and {{ holds_on('batch_spans.posted_date', 'contracts') }}
            and case batch_spans.layer
                when 'financial' then contracts.financial_system_of_record
                else contracts.valuation_system_of_record
            end = 'ledger'
    union all
    select
        cells.order_state_id,
        cells.covered_leg_id as source_leg_id,
        cells.company,
        cells.channel,
        cells.posted_date,
        coalesce(cells.units, 0) as credited_units,
        0 as revenue_amount,
        0 as cost_amount,
    from cells
    inner join state_records
        on
            cells.order_state_id = state_records.order_state_id
            and cells.return_line_id = state_records.return_line_id
)

select
    contributions.order_state_id,
    contributions.source_leg_id,
    contributions.company,
    contributions.channel,
    leg_periods.period,
    sum(contributions.credited_units) as credited_units,
    cast(0 as decimal(18, 4)) as restocked_units,
    sum(contributions.revenue_amount) as revenue_amount,
    sum(contributions.cost_amount) as cost_amount,
from contributions
inner join leg_periods
    on
        contributions.company = leg_periods.company
        and contributions.posted_date = leg_periods.posted_date
group by
    contributions.order_state_id, contributions.source_leg_id, contributions.company,
    contributions.channel, leg_periods.period
