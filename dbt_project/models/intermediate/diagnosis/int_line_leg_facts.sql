-- Grain: return line. What its legs say together, also those that count in nothing and only belong
-- to it; cash and batches apart (M7).
with line_legs as (
    select
        *,
        -- A deleted leg beside a live one counts as voided (M4.2).
        (is_posted and not is_excluded)
        or (is_voided and not is_excluded)
        or (is_deleted and return_line_id is null) as has_taken_effect,
    from {{ ref('int_linked_legs') }}
    where leg_kind <> 'cash' and not is_batch and context_line_id is not null
)

select
    context_line_id as return_line_id,
    count(*) filter (is_live and return_line_id is not null) as live_legs_count,
    count(*) filter (
        not is_excluded and not is_voided and not is_posted and return_line_id is not null
    ) as pending_legs_count,
    bool_or(is_base_amount_unknown and is_live) as has_unknown_base_amount,
    -- A form that was only seen when it first landed says nothing about when it was made.
    coalesce(bool_or(
        has_taken_effect
        and recorded_at_basis in ('created', 'modified')
        and recorded_at > first_signed_at
    ), false) as is_recorded_after_signoff,
    bool_or((is_posted or is_voided or is_deleted) and first_signed_at is not null)
        as is_in_signed_period,
from line_legs
group by all
