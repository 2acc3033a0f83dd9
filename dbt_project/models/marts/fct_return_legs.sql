-- Grain: leg × return line in the form that `as_of` knows; a leg shared by several lines is one row
-- per share, and a leg that no line took is a row without a line and with its reason (M5.4).
with line_legs as (
    select * from {{ ref('int_linked_legs') }} where reading_id is null
),

record_legs as (
    select return_leg_id from {{ ref('int_record_legs') }}
),

match_rules as (
    select * from {{ ref('match_rules') }}
),

return_legs as (
    select
        line_legs.*,
        match_rules.confidence as match_confidence,
        -- What of a batch no document makes up counts where the ledger is of record (M5.5).
        record_legs.return_leg_id is not null
        or coalesce(line_legs.is_difference_of_record, false) as is_system_of_record,
    from line_legs
    left join record_legs on line_legs.return_leg_id = record_legs.return_leg_id
    left join match_rules on line_legs.match_rule = match_rules.match_rule
)

{{ select_contract('return_legs') }}
