-- Grain: company × channel × period × bridge × component (M10), zeros included. What the components
-- leave between the totals is `unexplained`: a row, never plugged, and tested to be zero.
with channel_periods as (
    select * from {{ ref('int_channel_periods') }}
),

components as (
    select * from {{ ref('bridge_components') }}
),

bridge_lines as (
    select
        company,
        channel,
        period,
        bridge,
        component,
        sum(units) as units,
        sum(amount) as amount,
    from {{ ref('int_bridge_lines') }}
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
        case when components.bridge = 'quantity' then coalesce(bridge_lines.units, 0) end as units,
        case when components.bridge <> 'quantity' then coalesce(bridge_lines.amount, 0) end
            as amount,
        -- The middle total of a money bridge is on the way: it is neither where the walk starts nor
        -- where it ends.
        case
            when not components.is_total then -1
            when components.step_order = min(components.step_order) over bridge then -1
            when components.step_order = max(components.step_order) over bridge then 1
            else 0
        end as side,
    from channel_periods
    cross join components
    left join bridge_lines
        on
            channel_periods.company = bridge_lines.company
            and channel_periods.channel = bridge_lines.channel
            and channel_periods.period = bridge_lines.period
            and components.bridge = bridge_lines.bridge
            and components.component = bridge_lines.component
    window bridge as (
        partition by
            channel_periods.company,
            channel_periods.channel,
            channel_periods.period,
            components.bridge
    )
),

bridges as (
    select
        * exclude (units, amount, side),
        case when component = 'unexplained' then sum(units * side) over bridge else units end
            as units,
        case when component = 'unexplained' then sum(amount * side) over bridge else amount end
            as amount,
    from summed_components
    window bridge as (partition by company, channel, period, bridge)
)

{{ select_contract('bridges') }}
