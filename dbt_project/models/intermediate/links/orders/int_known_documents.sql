-- Grain: document, in its latest version that is present. Names and numbers as now known; a version
-- that lacks the document takes no name from it.
select
    document_key,
    company,
    tier,
    source_system,
    source_instance,
    document_type,
    document_id,
    document_number,
    sale_document_id,
    parent_document_type,
    parent_document_id,
    order_reference,
    order_reference_alternate,
    channel_label,
    reference_text,
    document_date,
    state,
    is_test,
    is_tax_basis_uncertain,
    document_type in ({{ sale_document_types() }}) as is_sale,
from {{ ref('int_document_versions') }}
where state <> 'absent'
qualify row_number() over (partition by document_key order by version_number desc) = 1
