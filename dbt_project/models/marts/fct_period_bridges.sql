-- Grain: company × channel × period × bridge component (M10), zeros included. What the components
-- leave between two totals is `unexplained`: a column, never plugged, and tested to be zero.
with channel_periods as (
    select * from {{ ref('int_channel_periods') }}
),

components as (
    select * from {{ ref('bridge_components') }} where bridge = 'quantity'
),

bridge_lines as (
    select
        company,
        channel,
        period,
        component,
        sum(units) as units,
    from {{ ref('int_quantity_bridge_lines') }}
    group by all
),

summed_components as (
    select
        channel_periods.company,
        channel_periods.channel,
        channel_periods.period,
        components.bridge,
        components.step_order,
        components.component,
        components.is_total,
        coalesce(bridge_lines.units, 0) as units,
    from channel_periods
    cross join components
    left join bridge_lines
        on
            channel_periods.company = bridge_lines.company
            and channel_periods.channel = bridge_lines.channel
            and channel_periods.period = bridge_lines.period
            and components.component = bridge_lines.component
),

bridges as (
    select
        * exclude (units),
        case
            when component <> 'unexplained' then units
            else sum(case component
                when 'restocked' then units
                when 'unexplained' then 0
                else -units
            end) over (partition by company, channel, period)
        end as units,
    from summed_components
)

{{ select_contract('bridges', unfilled=['amount']) }}
