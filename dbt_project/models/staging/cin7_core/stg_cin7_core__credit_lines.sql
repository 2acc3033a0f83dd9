-- One row per line or charge of a credit note × version, as the financial leg that it makes. A
-- leg's key is its SKU and its place among that SKU's lines by content, so that both endpoints and
-- every order of lines give the same. A line of a service is credited in units for which no stock
-- comes back: they are kept. What a charge is, its account's role says later (M4.3).
{%- set version_key = 'source_system, source_instance, document_id, document_version_id' %}
with lines as (

    select * from {{ ref('stg_cin7_core__priced_lines') }}
    where section = 'credit_note'

),

credit_notes as (

    select * from {{ ref('stg_cin7_core__credit_notes') }}

),

products as (

    select * from {{ ref('stg_cin7_core__products') }}

),

described as (

    select
        lines.*,
        coalesce(lines.sku, products.source_sku) as known_sku,
        credit_notes.credit_note_date,
        credit_notes.state = 'posted' as is_posted,
        coalesce(products.is_stock, true) and not credit_notes.is_service_only as is_stock
    from lines
    inner join credit_notes
        on
            lines.source_system = credit_notes.source_system
            and lines.source_instance = credit_notes.source_instance
            and lines.document_id = credit_notes.document_id
            and lines.document_version_id = credit_notes.document_version_id
    left join products
        on
            lines.source_system = products.source_system
            and lines.source_instance = products.source_instance
            and lines.product_id = products.source_product_id

),

placed as (

    select
        *,
        is_charge or known_sku is null as is_charge_leg,
        row_number() over (
            partition by
                {{ version_key }},
                case when not is_charge then lower(known_sku) end
            order by units, net_amount, tax_amount, account_code, is_additional, line_place
        ) as leg_place
    from described

)

select
    -- keys
    source_system,
    source_instance,
    document_id,
    document_version_id,
    case
        when is_charge_leg then 'charge:' || leg_place
        else 'credit:' || lower(known_sku) || ':' || leg_place
    end as leg_key,

    -- what
    case when not is_charge_leg then 'credit' end as leg_kind,
    account_code,
    case when not is_charge_leg then known_sku end as sku,

    -- when
    credit_note_date,

    -- units
    case when not is_charge_leg then units end as units,
    case when not is_charge_leg and not is_stock then units end as kept_units,

    -- amounts
    net_amount,
    tax_amount,

    -- flags
    is_posted
from placed
