-- Grain: return line that is open or cannot be judged: whose it is, how old, what is at stake, what
-- to do, and what was decided about it. A decision that stands takes it off the worklist and hides
-- nothing: the worklist is the rows with `is_on_worklist`.
with return_lines as (
    select * from {{ ref('fct_return_lines') }}
),

exception_decisions as (
    select * from {{ ref('fct_exception_decisions') }} where status = 'stands'
),

channels as (
    select * from {{ ref('dim_channels') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

products as (
    select * from {{ ref('dim_products') }}
),

diagnoses as (
    select * from {{ ref('dim_diagnoses') }}
),

exceptions as (
    select
        return_lines.*,
        channels.owner,
        companies.base_currency,
        products.product_name,
        diagnoses.meaning as diagnosis_meaning,
        exception_decisions.decision,
        exception_decisions.reason as decision_reason,
        exception_decisions.decided_by,
        exception_decisions.decided_on,
        exception_decisions.expires_on,
        exception_decisions.decision_id is null as is_on_worklist
    from return_lines
    left join channels using (company, channel)
    left join companies using (company)
    left join products using (company, sku)
    left join diagnoses using (diagnosis)
    left join exception_decisions
        on return_lines.return_line_id = exception_decisions.return_line_id
    where return_lines.persistence in ('timing_open', 'permanent', 'undetermined')
)

{{ select_contract('exceptions') }}
