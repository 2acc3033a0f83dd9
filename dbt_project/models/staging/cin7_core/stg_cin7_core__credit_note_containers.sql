-- One row per sale × version of a document that holds all the credit notes of that sale: a GET
-- /sale document or a GET /sale/creditnote document. What such a version does not hold was not
-- there. GET /sale/creditnote knows neither the sale's currency and tax basis nor its movements:
-- it takes them from the sale version in force, so that the thinner form never looks like a
-- removal (M4.12).
{%- set fields = {'credit_notes': 'CreditNotes'} %}
with sale_versions as (

    select * from {{ ref('stg_cin7_core__sale_versions') }}

),

extracted as (

    select *, {{ json_fields('payload', fields) }} as field_values
    from {{ source('cin7_core', 'sale_credit_notes') }}

),

sale_credit_notes as (

    select
        source_system,
        source_instance,
        lower(trim(document_id)) as sale_id,
        {{ document_version_id('cin7_core', 'sale_credit_notes') }} as document_version_id,
        exported_at,
        landed_at,
        coalesce(exported_at, landed_at) as in_force_from,
        content_hash,
        source_file,
        source_line,
        {{ json_columns('field_values', fields) }}
    from extracted
    where field_values[1] is not null

),

-- The latest version up to the document's own instant; failing that the earliest later one, which
-- still tells currency and tax basis, but no movement that came after.
known_sale_versions as (

    select
        sale_credit_notes.source_system,
        sale_credit_notes.source_instance,
        sale_credit_notes.document_version_id,
        sale_versions.document_version_id as sale_version_id,
        sale_versions.in_force_from <= sale_credit_notes.in_force_from as is_in_force
    from sale_credit_notes
    inner join sale_versions
        on
            sale_credit_notes.source_system = sale_versions.source_system
            and sale_credit_notes.source_instance = sale_versions.source_instance
            and sale_credit_notes.sale_id = sale_versions.sale_id
    qualify row_number() over (
        partition by
            sale_credit_notes.source_system,
            sale_credit_notes.source_instance,
            sale_credit_notes.document_version_id
        order by
            case when is_in_force then sale_versions.in_force_from end desc nulls last,
            sale_versions.in_force_from,
            sale_versions.document_version_id
    ) = 1

),

containers as (

    select
        source_system,
        source_instance,
        sale_id,
        document_version_id,
        version_at,
        exported_at,
        landed_at,
        document_version_id as sale_version_id,
        document_version_id as movements_version_id,
        content_hash,
        source_file,
        source_line,
        credit_notes
    from sale_versions
    where has_credit_note_list

    union all

    select
        sale_credit_notes.source_system,
        sale_credit_notes.source_instance,
        sale_credit_notes.sale_id,
        sale_credit_notes.document_version_id,
        null as version_at,
        sale_credit_notes.exported_at,
        sale_credit_notes.landed_at,
        known_sale_versions.sale_version_id,
        case
            when known_sale_versions.is_in_force then known_sale_versions.sale_version_id
        end as movements_version_id,
        sale_credit_notes.content_hash,
        sale_credit_notes.source_file,
        sale_credit_notes.source_line,
        sale_credit_notes.credit_notes
    from sale_credit_notes
    left join known_sale_versions
        on
            sale_credit_notes.source_system = known_sale_versions.source_system
            and sale_credit_notes.source_instance = known_sale_versions.source_instance
            and sale_credit_notes.document_version_id = known_sale_versions.document_version_id

),

described as (

    select
        containers.*,
        sale_versions.sale_order_number,
        sale_versions.customer_reference,
        sale_versions.source_channel,
        sale_versions.currency_code,
        sale_versions.base_rate,
        sale_versions.is_tax_inclusive,
        coalesce(sale_versions.is_service_only, false) as is_service_only
    from containers
    left join sale_versions
        on
            containers.source_system = sale_versions.source_system
            and containers.source_instance = sale_versions.source_instance
            and containers.sale_id = sale_versions.sale_id
            and containers.sale_version_id = sale_versions.document_version_id

)

select * from described
