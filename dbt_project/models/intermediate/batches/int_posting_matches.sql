-- Grain: ledger document that is a channel's consolidated posting (M5.5, `day`, `month`, `payout`):
-- it has neither order nor SKU, and its number, reference or text matches the pattern of the contract
-- row that holds on its date. A document that fits two channels is nobody's.
with documents as (
    select * from {{ ref('int_known_documents') }} where tier = 'ledger'
),

contracts as (
    select * from {{ ref('int_channels') }}
    where ledger_posting in ('day', 'month', 'payout')
),

item_documents as (
    {%- for shape in ['return_legs', 'sale_lines'] %}
    select {{ document_key('lines') }} as document_key
    from ({{ union_systems(shape) }}) as lines
    where lines.source_sku is not null
    {{ "union" if not loop.last }}
    {%- endfor %}
),

order_documents as (
    select distinct document_key
    from {{ ref('int_ledger_document_orders') }}
    where is_known_order
)

select
    documents.document_key,
    contracts.company,
    contracts.channel,
    contracts.ledger_posting,
    -- Whose documents a posting of revenue sums up.
    case when contracts.channel_system is null then 'hub' else 'channel' end as revenue_tier,
from documents
inner join contracts
    on
        documents.company = contracts.company
        and documents.source_system = contracts.ledger_system
        and documents.source_instance = contracts.ledger_instance
        and {{ holds_on('documents.document_date', 'contracts') }}
        and (
            regexp_matches(
                coalesce(documents.document_number, ''), contracts.ledger_reference_pattern
            )
            or regexp_matches(
                coalesce(documents.order_reference, ''), contracts.ledger_reference_pattern
            )
            or regexp_matches(
                coalesce(documents.reference_text, ''), contracts.ledger_reference_pattern
            )
        )
left join item_documents on documents.document_key = item_documents.document_key
left join order_documents on documents.document_key = order_documents.document_key
where item_documents.document_key is null and order_documents.document_key is null
qualify count(*) over (partition by documents.document_key) = 1
