-- One row per line or charge × version, with its net amount. Whether a line's total holds its tax
-- depends on the tenant and is not documented: the reading by which all lines sum to the totals
-- that their section declares is taken, whatever TaxCalculation says; where both fit (no tax) or
-- neither does, TaxCalculation's own, and where neither does it is marked uncertain.
{%- set section_key -%}
    partition by
        source_system, source_instance, document_id, document_version_id, section, section_place
{%- endset %}
with lines as (

    select * from {{ ref('stg_cin7_core__lines') }}

),

summed as (

    select
        *,
        coalesce(is_tax_inclusive, false) as is_inclusive_by_name,
        coalesce(
            declared_net_amount, declared_gross_amount - declared_tax_amount
        ) as expected_net_amount,
        sum(line_amount) over ({{ section_key }}) as lines_amount,
        sum(tax_amount) over ({{ section_key }}) as lines_tax_amount,
        -- Each line may be off by one rounding.
        0.01 * count(*) over ({{ section_key }}) as tolerance
    from lines

),

readings as (

    select
        *,
        coalesce(
            abs(lines_amount - expected_net_amount) <= tolerance, false
        ) as fits_without_tax,
        coalesce(
            abs(lines_amount - lines_tax_amount - expected_net_amount) <= tolerance, false
        ) as fits_with_tax
    from summed

),

read_lines as (

    select
        *,
        case
            when fits_without_tax = fits_with_tax then is_inclusive_by_name
            else fits_with_tax
        end as is_read_with_tax,
        -- Without declared totals an exclusive line is certain, an inclusive one is not.
        lines_tax_amount <> 0
        and not fits_without_tax
        and not fits_with_tax
        and (expected_net_amount is not null or is_tax_inclusive is distinct from false)
            as is_tax_basis_uncertain
    from readings

)

select
    -- keys
    source_system,
    source_instance,
    document_id,
    document_version_id,
    section,
    section_place,
    is_additional,
    line_place,
    section_task_id,
    section_status,

    -- what
    product_id,
    sku,
    account_code,
    is_charge,

    -- units
    units,

    -- amounts
    base_rate,
    case when is_read_with_tax then line_amount - tax_amount else line_amount end as net_amount,
    tax_amount,

    -- flags
    is_tax_basis_uncertain
from read_lines
