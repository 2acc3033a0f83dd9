-- Grain: return line × tier × layer × document with units there. How many of them are a duplicate:
-- of the surplus, the units of a tier's documents other than its first on the line (M6). The
-- originating tier of a layer has no duplicates.
with line_legs as (
    select * from {{ ref('int_line_legs') }}
    where return_line_id is not null and is_unit_leg and units <> 0
),

documents as (
    select
        return_line_id,
        tier,
        layer,
        document_key,
        min(posted_date) as first_posted_date,
        sum(units) as units,
        sum(surplus_units) as surplus_units,
    from line_legs
    group by all
),

placed_documents as (
    select
        *,
        row_number() over (
            partition by return_line_id, tier, layer order by first_posted_date, document_key
        ) as document_place,
        -- channel, hub and ledger stand in this order by name.
        min(tier) over (partition by return_line_id, layer) as originating_tier,
    from documents
)

select
    *,
    case
        when tier <> originating_tier and document_place > 1 then greatest(surplus_units, 0)
        else 0
    end as duplicate_units,
from placed_documents
