-- Grain: company × channel × layer × day on which the ledger posted batches whose total is not that
-- of the documents that they cover: the difference, once, on the day's first line (M5.5). It counts
-- in the period tables as the ledger does: whole batches are part of its total (M10).
with current_cuts as (
    select company, cut_number from {{ ref('int_signoff_cuts') }} where is_current
),

batch_spans as (
    select batch_spans.*
    from {{ ref('int_batch_spans') }} as batch_spans
    inner join current_cuts
        on
            batch_spans.company = current_cuts.company
            and batch_spans.from_cut <= current_cuts.cut_number
            and batch_spans.to_cut > current_cuts.cut_number
),

cells as (
    select * from {{ ref('int_batch_cells') }} where is_current_state
),

contracts as (
    select * from {{ ref('stg_reference__channel_contracts') }}
),

both_sides as (
    select company, channel, layer, posted_date, source_leg_id, document_key, amount
    from batch_spans
    union all
    select
        company,
        channel,
        layer,
        posted_date,
        cast(null as varchar) as source_leg_id,
        cast(null as varchar) as document_key,
        -case layer when 'financial' then base_net_amount else cost_amount end as amount,
    from cells
),

differences as (
    select
        company,
        channel,
        layer,
        posted_date,
        arg_min(source_leg_id, (document_key, source_leg_id))
            filter (source_leg_id is not null) as source_leg_id,
        sum(amount) as amount,
    from both_sides
    group by all
    having sum(amount) <> 0
)

select
    differences.*,
    coalesce(
        case differences.layer
            when 'financial' then contracts.financial_system_of_record
            else contracts.valuation_system_of_record
        end = 'ledger',
        false
    ) as is_system_of_record,
from differences
left join contracts
    on
        differences.company = contracts.company
        and differences.channel = contracts.channel
        and {{ holds_on('differences.posted_date', 'contracts') }}
