-- Grain: ledger document × channel in which it names an order (M5.5, `document`): the first group
-- of the channel's pattern in the number, reference or text; with an empty pattern a whole token
-- that is an order's name: those of number and reference, else those of the text, where an item's
-- number may read as an order's. Contract rows that hold on the document's date come before those that
-- do not. `is_known_order` tells whether anyone else knows that order.
with documents as (
    select * from {{ ref('int_known_documents') }} where tier = 'ledger'
),

channels as (
    select * from {{ ref('int_channels') }}
),

order_names as (
    select * from {{ ref('int_order_names') }}
),

document_names as (
    select * from {{ ref('int_ledger_document_names') }}
),

pattern_matches as (
    select
        documents.document_key,
        documents.company,
        channels.channel,
        {{ holds_on('documents.document_date', 'channels') }} as is_in_force,
        coalesce(
            {%- for text in ['document_number', 'order_reference', 'reference_text'] %}
            {{ normalised_reference(
                'regexp_extract(documents.' ~ text ~ ', channels.ledger_reference_pattern, 1)'
            ) }}{{ ',' if not loop.last }}
            {%- endfor %}
        ) as name,
    from documents
    inner join channels
        on
            documents.company = channels.company
            and documents.source_system = channels.ledger_system
            and documents.source_instance = channels.ledger_instance
    where channels.ledger_posting = 'document'
),

token_matches as (
    select
        document_names.document_key,
        document_names.company,
        document_names.channel,
        {{ holds_on('documents.document_date', 'channels') }} as is_in_force,
        document_names.token as name,
        list_contains(
            {{ tokens("concat_ws(' ', documents.document_number, documents.order_reference)") }},
            document_names.token
        ) as is_in_reference,
    from document_names
    inner join documents on document_names.document_key = documents.document_key
    inner join channels
        on
            document_names.company = channels.company
            and document_names.channel = channels.channel
    inner join order_names
        on
            document_names.company = order_names.company
            and document_names.channel = order_names.channel
            and document_names.token = order_names.name
    where channels.ledger_reference_pattern is null
    qualify
        is_in_reference
        = bool_or(is_in_reference) over (partition by document_names.document_key)
),

all_matches as (
    select * from pattern_matches where name is not null
    union all
    select * exclude (is_in_reference) from token_matches
),

matches_in_force as (
    select distinct document_key, company, channel, name
    from all_matches
    qualify is_in_force = bool_or(is_in_force) over (partition by document_key, channel)
)

select
    matches_in_force.document_key,
    matches_in_force.company,
    matches_in_force.channel,
    matches_in_force.name,
    coalesce(order_names.order_name, matches_in_force.name) as order_name,
    order_names.order_name is not null as is_known_order,
from matches_in_force
left join order_names
    on
        matches_in_force.company = order_names.company
        and matches_in_force.channel = order_names.channel
        and matches_in_force.name = order_names.name
