-- Grain: company. The currency of its books (M2): its ledger's, else its hub's, else its channel's.
with source_instances as (
    select * from {{ ref('stg_reference__source_instances') }} where base_currency is not null
)

select
    company,
    base_currency,
from source_instances
qualify row_number() over (
    partition by company
    order by
        case tier when 'ledger' then 1 when 'hub' then 2 else 3 end,
        source_system,
        source_instance
) = 1
