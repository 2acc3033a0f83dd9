-- Grain: return line × step × period × cause of a money bridge. Where each cause stands (M10): FX,
-- rounding and difference in the first period in which the next tier holds a leg; what it lacks in
-- the last period of the earlier tier, what only it has in its own last; where one of the two holds
-- nothing, in the periods of the other's legs. What then remains per period is timing.
with step_amounts as (
    select * from {{ ref('int_bridge_step_amounts') }}
),

tier_amounts as (
    select * from {{ ref('int_tier_period_amounts') }}
),

one_sided_amounts as (
    select
        step_amounts.return_line_id,
        step_amounts.bridge,
        step_amounts.step,
        tier_amounts.period,
        case when step_amounts.earlier_holds then 'lacking' else 'extra' end as cause,
        case when step_amounts.earlier_holds then -tier_amounts.amount else tier_amounts.amount end
            as amount,
    from step_amounts
    inner join tier_amounts
        on
            step_amounts.return_line_id = tier_amounts.return_line_id
            and step_amounts.bridge = tier_amounts.bridge
            and tier_amounts.tier = case
                when step_amounts.earlier_holds then step_amounts.earlier_tier
                else step_amounts.later_tier
            end
    where not step_amounts.is_held_by_both
),

two_sided_amounts as (
    {%- for cause, amount, period in [
        ('lacking', '-lacking_amount', 'earlier_last_period'),
        ('extra', 'extra_amount', 'later_last_period'),
        ('fx', 'fx_amount', 'later_first_period'),
        ('rounding', 'rounding_amount', 'later_first_period'),
        ('difference', 'difference_amount', 'later_first_period'),
    ] %}
    select
        return_line_id,
        bridge,
        step,
        {{ period }} as period,
        '{{ cause }}' as cause,
        {{ amount }} as amount,
    from step_amounts
    where is_held_by_both
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

caused_amounts as (
    select * from one_sided_amounts
    union all
    select * from two_sided_amounts
),

-- Later less earlier, less what has a cause.
remaining_amounts as (
    select
        step_amounts.return_line_id,
        step_amounts.bridge,
        step_amounts.step,
        tier_amounts.period,
        case
            when tier_amounts.tier = step_amounts.later_tier then tier_amounts.amount
            else -tier_amounts.amount
        end as amount,
    from step_amounts
    inner join tier_amounts
        on
            step_amounts.return_line_id = tier_amounts.return_line_id
            and step_amounts.bridge = tier_amounts.bridge
            and tier_amounts.tier in (step_amounts.earlier_tier, step_amounts.later_tier)
    union all
    select return_line_id, bridge, step, period, -amount as amount from caused_amounts
)

select * from caused_amounts
where amount <> 0
union all
select
    return_line_id,
    bridge,
    step,
    period,
    'timing' as cause,
    sum(amount) as amount,
from remaining_amounts
group by all
having sum(amount) <> 0
