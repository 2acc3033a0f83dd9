-- Grain: company × period × version of a sign-off that `as_of` knows: later ones are not read
-- (M3.4). A sign-off is an instant; it is later than `as_of` when its date is where the books are
-- kept: in the zone of the company's ledger, else of its hub, else of its channel.
with signoffs as (
    select * from {{ ref('stg_reference__period_signoffs') }}
),

run as (
    select * from {{ ref('int_as_of') }}
),

company_zones as (
    select
        company,
        time_zone,
    from {{ ref('stg_reference__source_instances') }}
    qualify row_number() over (
        partition by company
        order by
            case tier when 'ledger' then 1 when 'hub' then 2 else 3 end,
            source_system,
            source_instance
    ) = 1
)

select signoffs.*
from signoffs
inner join company_zones on signoffs.company = company_zones.company
cross join run
where {{ local_date('signoffs.signed_at', 'company_zones.time_zone') }} <= run.as_of
