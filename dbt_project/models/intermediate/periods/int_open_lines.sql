-- Grain: return line × reading in which it was open (M10, Open): overdue, waiting in its days, or
-- not to be judged. What a decision has written off by that day has left the open returns, and is
-- told apart.
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
    select return_line_id
    from {{ ref('int_line_decisions') }}
    where decision = 'written_off' and is_standing
)

select
    facts.company,
    facts.channel,
    facts.evaluated_on,
    facts.read_cut,
    facts.plain_line_id as return_line_id,
    facts.order_key,
    facts.sku,
    diagnoses.diagnosis,
    diagnoses.return_precedence,
    persistence.persistence,
    open_amounts.open_units,
    open_amounts.open_revenue_amount,
    open_amounts.open_cost_amount,
    open_amounts.days_open,
    write_offs.return_line_id is not null as is_written_off,
from facts
inner join open_amounts on facts.return_line_id = open_amounts.return_line_id
inner join diagnoses on facts.return_line_id = diagnoses.return_line_id
inner join persistence on facts.return_line_id = persistence.return_line_id
left join write_offs on facts.return_line_id = write_offs.return_line_id
