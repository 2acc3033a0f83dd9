-- Grain: ledger document × channel of its ledger × whole token of its number, reference or text.
with documents as (
    select * from {{ ref('int_known_documents') }} where tier = 'ledger'
),

channels as (
    select * from {{ ref('int_channels') }}
),

document_tokens as (
    select distinct
        documents.document_key,
        documents.company,
        documents.is_sale,
        channels.channel,
        unnest({{ document_names('documents') }}) as token,
    from documents
    inner join channels
        on
            documents.company = channels.company
            and documents.source_system = channels.ledger_system
            and documents.source_instance = channels.ledger_instance
)

-- A document without any text names nothing.
select * from document_tokens
where token is not null
