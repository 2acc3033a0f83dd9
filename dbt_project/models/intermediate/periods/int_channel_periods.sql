-- Grain: company × channel × period, from the channel's first to its last leg, without holes (M10).
with line_legs as (
    select * from {{ ref('int_linked_legs') }} where reading_id is null
),

company_periods as (
    select * from {{ ref('int_company_periods') }}
),

leg_spans as (
    select
        line_legs.company,
        line_legs.channel,
        min(company_periods.first_day) as first_day,
        max(company_periods.first_day) as last_period_day,
    from line_legs
    inner join company_periods
        on
            line_legs.company = company_periods.company
            and line_legs.period = company_periods.period
    where
        line_legs.return_line_id is not null
        or line_legs.unlinked_reason = 'batch_difference'
    group by all
)

select
    leg_spans.company,
    leg_spans.channel,
    company_periods.period,
    company_periods.first_day,
    company_periods.last_day,
from leg_spans
inner join company_periods
    on
        leg_spans.company = company_periods.company
        and company_periods.first_day between leg_spans.first_day and leg_spans.last_period_day
