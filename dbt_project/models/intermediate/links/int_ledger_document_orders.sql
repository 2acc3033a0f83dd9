-- Grain: ledger document × channel in which it names an order (M5.5, `document`): the first group
-- of the channel's pattern in the number, reference or text; with an empty pattern a whole token
-- that is an order's name. `is_known_order` tells whether anyone else knows that order.
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
        document_names.token as name,
    from document_names
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
),

all_matches as (
    select * from pattern_matches where name is not null
    union all
    select * from token_matches
)

select
    all_matches.document_key,
    all_matches.company,
    all_matches.channel,
    all_matches.name,
    coalesce(order_names.order_name, all_matches.name) as order_name,
    order_names.order_name is not null as is_known_order,
from all_matches
left join order_names
    on
        all_matches.company = order_names.company
        and all_matches.channel = order_names.channel
        and all_matches.name = order_names.name
