-- One row per manual journal × version. A journal has no reference, item or quantity: what links it
-- are the tokens of its narration and lines. A journal always has lines, so one without is the
-- header that a list page gives, unless it was voided or deleted.
{%- set fields = {
    'manual_journal_id': 'ManualJournalID', 'narration': 'Narration', 'status': 'Status',
    'date_text': 'Date', 'line_amount_types': 'LineAmountTypes',
} %}
with manual_journals as (

    select * from {{ source('xero', 'manual_journals') }}

),

extracted as (

    select
        *,
        {{ json_fields('payload', fields) }} as field_values
    from manual_journals

),

fields as (

    select
        *,
        {{ json_columns('field_values', fields) }}
    from extracted

),

typed as (

    select
        -- keys
        source_system,
        source_instance,
        manual_journal_id,
        {{ document_version_id('xero', 'manual_journals') }} as document_version_id,
        narration,
        -- when
        {{ msdate_to_date('date_text') }} as journal_date,
        {{ msdate_to_instant('version_at') }} as version_at,
        exported_at,
        landed_at,
        -- money
        coalesce(line_amount_types, '') = 'Inclusive' as has_taxes_included,
        -- flags
        {{ xero_state('status') }} as state,
        {{ xero_state('status') }} in ('posted', 'pending')
        and coalesce(json_array_length(payload, '$.JournalLines'), 0) = 0 as is_header_only,
        -- content and origin
        payload,
        content_hash,
        source_file,
        source_line
    from fields

)

select * from typed
