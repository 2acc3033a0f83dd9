-- Grain: company × period × sign-off version: how much has moved since, never netted, over the
-- company, and whether the sign-off still stands (M9.5).
with signoffs as (
    select * from {{ ref('int_known_signoffs') }}
),

items as (
    select
        company,
        period,
        version,
        sum(abs(revenue_delta_amount) + abs(cost_delta_amount)) as restatement_amount,
    from {{ ref('int_restatement_items') }}
    group by all
)

select
    signoffs.company,
    signoffs.period,
    signoffs.version,
    signoffs.signed_at,
    signoffs.signed_by,
    coalesce(items.restatement_amount, 0) as restatement_amount,
    case
        when coalesce(items.restatement_amount, 0) <= signoffs.restatement_threshold then 'stands'
        else 'lapsed'
    end as signoff_status,
    signoffs.version = max(signoffs.version) over (
        partition by signoffs.company, signoffs.period
    ) as is_latest_version,
from signoffs
left join items
    on
        signoffs.company = items.company
        and signoffs.period = items.period
        and signoffs.version = items.version
