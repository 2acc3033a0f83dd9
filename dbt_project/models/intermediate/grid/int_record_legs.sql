-- Grain: leg × return line that counts in the period tables: posted and live, in the system of
-- record of its layer, manual ones apart. `asks` tells on which side of a block it stands: a credit
-- asks for stock and so does an un-restock; a restock answers and so does a negative credit (M7).
with line_legs as (
    select * from {{ ref('int_line_legs') }}
    where is_live and not is_manual
),

units as (
    select * from {{ ref('int_line_units') }}
)

select
    line_legs.* exclude (
        context_line_id, plain_line_id, order_key, document_key, covered_leg_id,
        account_code, order_name,
        surplus_units, kept_units, never_shipped_units, nothing_to_reverse_units,
        is_current_state, is_deleted, is_batch, is_date_uncertain, is_base_amount_unknown,
        first_signed_at
    ),
    case
        when line_legs.layer = 'financial' then line_legs.units > 0
        when line_legs.layer = 'inventory' then line_legs.units < 0
    end as asks,
from line_legs
inner join units on line_legs.return_line_id = units.return_line_id
where
    line_legs.tier = case line_legs.layer
        when 'financial' then units.financial_record
        when 'inventory' then units.inventory_record
        when 'valuation' then units.valuation_record
    end
