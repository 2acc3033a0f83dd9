-- Grain: return line × reading in which it was open (M10, Open): overdue, waiting in its days, or
-- not to be judged. What a decision has written off by that day has left the open returns.
with facts as (
    select * from {{ ref('int_line_facts') }} where reading_id is not null
),

diagnoses as (
    select * from {{ ref('int_line_diagnoses') }}
),

persistence as (
    select * from {{ ref('int_line_persistence') }}
),

open_amounts as (
    select * from {{ ref('int_line_open') }} where is_open
),

write_offs as (
    select * from {{ ref('int_write_offs') }}
)

select
    facts.company,
    facts.channel,
    facts.evaluated_on,
    facts.read_cut,
    facts.plain_line_id as return_line_id,
    facts.order_key,
    facts.order_reference,
    facts.sku,
    diagnoses.diagnosis,
    diagnoses.return_precedence,
    persistence.persistence,
    open_amounts.open_units,
    open_amounts.open_revenue_amount,
    open_amounts.open_cost_amount,
    open_amounts.days_open,
from facts
inner join open_amounts on facts.return_line_id = open_amounts.return_line_id
inner join diagnoses on facts.return_line_id = diagnoses.return_line_id
inner join persistence on facts.return_line_id = persistence.return_line_id
left join write_offs
    on
        facts.company = write_offs.company
        and facts.channel = write_offs.channel
        and {{ normalised_reference('facts.order_reference') }} = write_offs.order_name
        and facts.sku is not distinct from write_offs.sku
        and facts.evaluated_on >= write_offs.decided_on
        and facts.evaluated_on <= write_offs.expires_on
where write_offs.order_name is null
