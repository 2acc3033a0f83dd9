-- Grain: order × state: a run of cuts at which the order looked the same, [from_cut, to_cut), one
-- of them current. Linking works on states and knows nothing of time; who asks what was known at
-- a sign-off joins its cut to the order's state (design: knowledge, once).
with leg_cuts as (
    select * from {{ ref('int_leg_cuts') }}
),

-- A leg is of one document, whatever its form.
leg_versions as (
    select * from {{ ref('int_leg_versions') }} where form_number = 1
),

document_orders as (
    select * from {{ ref('int_document_orders') }}
),

current_cuts as (
    select company, cut_number as current_cut
    from {{ ref('int_signoff_cuts') }}
    where is_current
),

-- An order looks different as well when the ledger's batches cover its documents otherwise (M5.5).
order_cuts as (
    select
        document_orders.order_key,
        document_orders.company,
        leg_cuts.from_cut,
        leg_cuts.to_cut,
    from leg_cuts
    inner join leg_versions on leg_cuts.source_leg_id = leg_versions.source_leg_id
    inner join document_orders on leg_versions.document_key = document_orders.document_key
    union all
    select
        order_key,
        company,
        from_cut,
        to_cut,
    from {{ ref('int_batch_covers') }}
),

runs as (
    {{ runs_of_cuts('order_cuts', 'order_key, company') }}
)

select
    runs.order_key || '@' || runs.from_cut as order_state_id,
    runs.order_key,
    runs.from_cut,
    runs.to_cut,
    current_cuts.current_cut between runs.from_cut and runs.to_cut - 1 as is_current_state,
from runs
inner join current_cuts on runs.company = current_cuts.company
