-- Grain: decision × return line that it is about; a decision that is about none is a row without a
-- line (interface 4).
with decision_spans as (
    select * from {{ ref('int_decision_spans') }}
),

line_decisions as (
    select * from {{ ref('int_line_decisions') }} where reading_id is null
),

return_lines as (
    select * from {{ ref('fct_return_lines') }}
),

run as (
    select * from {{ ref('int_as_of') }}
),

exception_decisions as (
    select
        decision_spans.* exclude (expires_on),
        nullif(decision_spans.expires_on, date '9999-12-31') as expires_on,
        case
            when decision_spans.decided_on > run.as_of then 'not_yet'
            when decision_spans.replaced_on <= run.as_of then 'replaced'
            when decision_spans.expires_on < run.as_of then 'expired'
            else 'stands'
        end as status,
        line_decisions.return_line_id,
        case
            when line_decisions.return_line_id is null then 'no_return'
            when return_lines.persistence in ('timing_open', 'permanent', 'undetermined')
                then 'open'
            else 'settled'
        end as meets,
    from decision_spans
    cross join run
    left join line_decisions on decision_spans.decision_id = line_decisions.decision_id
    left join return_lines on line_decisions.return_line_id = return_lines.return_line_id
)

{{ select_contract('exception_decisions') }}
