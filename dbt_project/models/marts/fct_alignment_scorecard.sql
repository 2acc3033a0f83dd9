-- Grain: company × channel × period: how well the returns counted in it went (M10). A share of
-- credit and stock meeting is one of the returns that have both.
with channel_periods as (
    select * from {{ ref('int_channel_periods') }}
),

return_periods as (
    select * from {{ ref('int_return_periods') }}
),

returns as (
    select * from {{ ref('fct_returns') }}
    where diagnosis not in ('excluded', 'return_requested')
),

paths as (
    select * from {{ ref('int_return_paths') }}
),

counted_returns as (
    select
        return_periods.company,
        return_periods.channel,
        return_periods.period,
        returns.* exclude (company, channel),
        paths.path,
        paths.lag_days,
        count(*) over (
            partition by
                return_periods.company, return_periods.channel, return_periods.period, paths.path
        ) as path_count,
    from return_periods
    inner join returns on return_periods.return_id = returns.return_id
    left join paths on return_periods.return_id = paths.return_id
),

counts as (
    select
        company,
        channel,
        period,
        count(*) as returns_count,
        count(*) filter (diagnosis in ('aligned', 'one_leg_expected')) as aligned_count,
        count(*) filter (same_period = 'yes') as same_period_count,
        count(*) filter (same_period <> 'not_applicable') as both_layers_count,
        count(*) filter (same_workflow = 'yes') as same_workflow_count,
        count(*) filter (is_manual_adjustment) as manual_count,
        count(*) filter (before_or_after_signoff = 'after') as after_signoff_count,
        max(path_count) as commonest_path_count,
        arg_max(path, (path_count, path)) as commonest_path,
        count(*) filter (match_confidence is distinct from 'exact') as inferred_link_count,
        quantile_disc(lag_days, 0.5) as lag_p50_days,
        quantile_disc(lag_days, 0.9) as lag_p90_days,
        sum(abs(open_revenue_amount)) as open_revenue_amount,
        sum(revenue_reversed_amount) as revenue_reversed_amount,
    from counted_returns
    group by all
),

scorecard as (
    select
        channel_periods.company,
        channel_periods.channel,
        channel_periods.period,
        counts.commonest_path,
        counts.lag_p50_days,
        counts.lag_p90_days,
        coalesce(counts.returns_count, 0) as returns_count,
        {%- for count, whole in {
            'aligned': 'returns_count',
            'same_period': 'both_layers_count',
            'same_workflow': 'both_layers_count',
            'manual': 'returns_count',
            'after_signoff': 'returns_count',
            'commonest_path': 'returns_count',
            'inferred_link': 'returns_count',
        }.items() %}
        coalesce(counts.{{ count }}_count, 0) as {{ count }}_count,
        counts.{{ count }}_count / nullif(counts.{{ whole }}, 0) as {{ count }}_rate,
        {%- endfor %}
        1 - counts.open_revenue_amount / nullif(counts.revenue_reversed_amount, 0)
            as clearing_rate,
    from channel_periods
    left join counts
        on
            channel_periods.company = counts.company
            and channel_periods.channel = counts.channel
            and channel_periods.period = counts.period
)

{{ select_contract('scorecard') }}
