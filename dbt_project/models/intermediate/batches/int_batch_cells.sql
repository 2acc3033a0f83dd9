-- Grain: covered leg × return line × state of its order: the ledger's cell that a batch makes up for
-- it (M5, `batch_total`): the leg's own units and amounts, dated and recorded by the posting. What a
-- document declares of its units it declares once, and not here.
with placed_legs as (
    select * from {{ ref('int_placed_legs') }}
    where is_live and return_line_id is not null
),

state_covers as (
    select * from {{ ref('int_state_covers') }}
),

leg_versions as (
    select * from {{ ref('int_leg_versions') }}
),

documents as (
    select * from {{ ref('int_known_documents') }}
)

select
    placed_legs.* replace (
        -- keys
        batch_legs.source_leg_id || '#' || placed_legs.return_leg_id as return_leg_id,
        batch_legs.source_leg_id || '/' || placed_legs.source_leg_id as source_leg_id,
        batch_legs.document_key as set_id,
        batch_legs.document_key as document_key,
        batch_legs.document_version_id as document_version_id,
        documents.source_system as source_system,
        documents.source_instance as source_instance,
        documents.document_type as document_type,
        documents.document_id as document_id,
        documents.document_number as document_number,
        cast(null as varchar) as parent_document_key,
        'ledger' as tier,
        {{ cell_bit("'ledger'", 'placed_legs.layer') }} as cell_bit,
        cast(null as varchar) as account_code,
        cast(null as varchar) as account_role,
        cast(null as varchar) as location,
        -- when
        cast(null as timestamp) as occurred_at,
        batch_legs.time_zone as time_zone,
        batch_legs.posted_date as posted_date,
        batch_legs.recorded_at as recorded_at,
        batch_legs.recorded_at_basis as recorded_at_basis,
        batch_legs.recorded_date as recorded_date,
        batch_legs.known_at as known_at,
        batch_legs.landed_at as landed_at,
        batch_legs.source_file as source_file,
        batch_legs.source_line as source_line,
        -- units
        {%- for column in [
            'kept_units', 'missing_units', 'never_shipped_units', 'nothing_to_reverse_units',
        ] %}
        0 as {{ column }},
        {%- endfor %}
        -- flags
        true as is_batch,
        'batch_total' as match_rule
    ),
    placed_legs.source_leg_id as covered_leg_id,
from placed_legs
inner join state_covers
    on
        placed_legs.order_state_id = state_covers.order_state_id
        and placed_legs.source_leg_id = state_covers.source_leg_id
inner join leg_versions as batch_legs
    on
        state_covers.batch_leg_id = batch_legs.source_leg_id
        and state_covers.batch_form_number = batch_legs.form_number
inner join documents on batch_legs.document_key = documents.document_key
