-- Grain: company × period × version of a sign-off that `as_of` knows: later ones are not read
-- (M3.4). A sign-off is an instant; it is later than `as_of` when its UTC date is.
with signoffs as (
    select * from {{ ref('stg_reference__period_signoffs') }}
),

run as (
    select * from {{ ref('int_as_of') }}
)

select signoffs.*
from signoffs
cross join run
where cast(signoffs.signed_at as date) <= run.as_of
