-- Grain: return line. The seven answers, never null (M7).
with facts as (
    select * from {{ ref('int_line_facts') }} where reading_id is null
),

line_periods as (
    select * from {{ ref('int_line_periods') }}
),

systems as (
    select
        return_line_id,
        count(distinct source_system || '/' || source_instance) as systems_count,
    from {{ ref('int_linked_legs') }}
    where is_live
    group by all
)

select
    facts.return_line_id,
    case
        when facts.expected_credit_units = 0 and facts.credited_units = 0
            then
                case
                    when facts.record_holds_credit then 'yes'
                    when facts.lacks_record_credit then 'no'
                    else 'not_expected'
                end
        when facts.credited_units >= facts.expected_credit_units then 'yes'
        when facts.credited_units > 0 then 'partly'
        else 'no'
    end as financial_action_recorded,
    case
        when facts.expected_restock_units <= 0 and facts.restocked_units = 0 then 'not_expected'
        when facts.restocked_units >= facts.expected_restock_units then 'yes'
        when facts.restocked_units > 0 then 'partly'
        else 'no'
    end as stock_movement_completed,
    case when systems.systems_count > 1 then 'yes' else 'no' end as several_systems,
    case
        when not line_periods.has_credit_block then 'not_applicable'
        when line_periods.is_one_workflow then 'yes'
        else 'no'
    end as same_workflow,
    case
        when not line_periods.has_credit_block then 'not_applicable'
        when line_periods.has_crossing_credit then 'no'
        else 'yes'
    end as same_period,
    case
        when not line_periods.has_credit_block then 'not_applicable'
        when line_periods.is_together then 'yes'
        else 'no'
    end as completed_together,
    case
        when facts.is_recorded_after_signoff then 'after'
        when facts.is_in_signed_period then 'before'
        else 'not_signed_off'
    end as before_or_after_signoff,
from facts
inner join line_periods on facts.return_line_id = line_periods.return_line_id
left join systems on facts.return_line_id = systems.return_line_id
