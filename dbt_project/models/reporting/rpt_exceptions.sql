-- Grain: return line that is open or cannot be judged. The worklist: whose it is, how old, what is
-- at stake, and what to do.
with return_lines as (
    select * from {{ ref('fct_return_lines') }}
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
        diagnoses.meaning as diagnosis_meaning
    from return_lines
    left join channels using (company, channel)
    left join companies using (company)
    left join products using (company, sku)
    left join diagnoses using (diagnosis)
    where return_lines.persistence in ('timing_open', 'permanent', 'undetermined')
)

{{ select_contract('exceptions') }}
