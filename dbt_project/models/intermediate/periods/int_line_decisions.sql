-- Grain: return line × reading × decision about it: of its order and SKU, and taken when the return
-- had begun, for nobody decides about goods that come back later.
with facts as (
    select * from {{ ref('int_line_facts') }}
),

decision_spans as (
    select * from {{ ref('int_decision_spans') }}
)

select
    facts.return_line_id,
    facts.reading_id,
    decision_spans.decision_id,
    decision_spans.decision,
    facts.evaluated_on between decision_spans.decided_on and decision_spans.stands_until
        as is_standing,
from facts
inner join decision_spans
    on
        facts.company = decision_spans.company
        and facts.channel = decision_spans.channel
        and {{ normalised_reference('facts.order_reference') }} = decision_spans.order_name
        and facts.sku = decision_spans.sku
        and facts.first_leg_date <= decision_spans.decided_on
