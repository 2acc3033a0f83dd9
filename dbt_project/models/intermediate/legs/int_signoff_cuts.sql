-- Grain: company × instant at which its legs are looked at: every sign-off that `as_of` knows, in
-- order, and at last now. Legs are linked as they were known at each (design: order states).
with source_instances as (
    select distinct company from {{ ref('stg_reference__source_instances') }}
),

signoffs as (
    select distinct company, signed_at from {{ ref('int_known_signoffs') }}
),

instants as (
    select company, signed_at as cut_at, false as is_current from signoffs
    union all
    select company, timestamp '9999-12-31' as cut_at, true as is_current from source_instances
)

select
    *,
    row_number() over (partition by company order by cut_at, is_current) as cut_number,
from instants
