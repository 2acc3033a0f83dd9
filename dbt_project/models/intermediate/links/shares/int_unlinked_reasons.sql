-- Grain: order state × leg that belongs to no return line whatever else its order holds, with the
-- reason: cash (M4.3), postings of many documents, journals that are no return (M4.11), stock that
-- moves from one place to another (M4.6), a later change of cost that was taken back (M8.4).
select
    order_state_id,
    source_leg_id,
    case
        when leg_kind = 'cash' then 'cash'
        when is_deleted then 'deleted'
        when is_excluded then 'test'
        when is_voided then 'voided'
        when not is_posted then 'not_posted'
        when is_batch then 'batch'
        when leg_kind = 'stock_transfer' then 'not_a_return'
        when leg_kind = 'manual_journal' and (layer is null or not is_manual) then 'not_a_return'
        when layer = 'valuation' and cost_amount < 0 then 'not_a_return'
        else 'manual_unlinked'
    end as unlinked_reason,
from {{ ref('int_order_legs') }}
where
    leg_kind in ('cash', 'manual_journal', 'stock_transfer')
    or (leg_kind = 'later_cost_change' and not is_live)
    or is_batch
    or is_manual
