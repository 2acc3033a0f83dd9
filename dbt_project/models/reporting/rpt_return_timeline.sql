-- Grain: leg of a return line. The story of a return, step by step: which document in which system
-- did what, by all four clocks, and what joined it to the others.
with return_legs as (
    select * from {{ ref('fct_return_legs') }}
),

steps as (
    select
        *,
        net_amount + tax_amount as gross_amount,
        case
            when is_excluded then 'excluded'
            when is_voided then 'voided'
            when is_posted then 'posted'
            else 'not posted'
        end as state,
        row_number() over (
            partition by return_id
            order by
                posted_date nulls last,
                occurred_at nulls last,
                recorded_at nulls last,
                return_leg_id
        ) as step_number
    from return_legs
    where return_id is not null
)

{{ select_contract('steps') }}
