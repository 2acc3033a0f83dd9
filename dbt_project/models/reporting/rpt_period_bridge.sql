-- Grain: company × channel × period × bridge × component. The walk from one total to the next,
-- with the words for each step.
with period_bridges as (
    select * from {{ ref('fct_period_bridges') }}
),

bridge_components as (
    select * from {{ ref('dim_bridge_components') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

steps as (
    select
        period_bridges.*,
        bridge_components.meaning,
        companies.base_currency
    from period_bridges
    left join bridge_components using (bridge, component)
    left join companies using (company)
)

{{ select_contract('steps') }}
