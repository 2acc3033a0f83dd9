-- Grain: SKU of a source instance that is not the company's own name for the item. The company's
-- aliases (M4.7), and what only the case of letters tells from the one name that the hub's product
-- list, else the hub's documents, have for it (M4.8). Two items of the hub that differ in case alone
-- stay two.
with sku_aliases as (
    select * from {{ ref('stg_reference__sku_aliases') }}
),

source_instances as (
    select * from {{ ref('stg_reference__source_instances') }}
),

written_skus as (
    {%- for shape in ['return_legs', 'sale_lines', 'products'] %}
    select distinct
        source_system,
        source_instance,
        source_sku,
        {{ shape == 'products' }} as is_listed,
    from ({{ union_systems(shape) }}) as {{ shape }}
    where source_sku is not null
    {{ "union all" if not loop.last }}
    {%- endfor %}
),

company_skus as (
    select
        written_skus.*,
        source_instances.company,
        source_instances.tier,
        lower(written_skus.source_sku) as letters,
    from written_skus
    inner join source_instances
        on
            written_skus.source_system = source_instances.source_system
            and written_skus.source_instance = source_instances.source_instance
),

hub_names as (
    select
        company,
        letters,
        coalesce(min(source_sku) filter (is_listed), min(source_sku)) as sku,
    from company_skus
    where tier = 'hub'
    group by all
    having
        count(distinct source_sku) filter (is_listed) = 1
        or (not bool_or(is_listed) and count(distinct source_sku) = 1)
),

other_spellings as (
    select distinct
        company_skus.source_system,
        company_skus.source_instance,
        company_skus.source_sku,
        hub_names.sku,
    from company_skus
    inner join hub_names
        on
            company_skus.company = hub_names.company
            and company_skus.letters = hub_names.letters
            and company_skus.source_sku <> hub_names.sku
    left join sku_aliases
        on
            company_skus.source_system = sku_aliases.source_system
            and company_skus.source_instance = sku_aliases.source_instance
            and company_skus.source_sku = sku_aliases.source_sku
    where sku_aliases.source_sku is null
)

select
    source_system,
    source_instance,
    source_sku,
    sku,
    unit_factor,
from sku_aliases
union all
select
    source_system,
    source_instance,
    source_sku,
    sku,
    1 as unit_factor,
from other_spellings
