-- Grain: return line. What to do about it, in one plain sentence: the document to make or fix and
-- the system where (M7). The situation chooses the sentence, the line's own words fill it.
with situations as (
    select * from {{ ref('int_line_situations') }}
),

sentences as (
    select * from {{ ref('recommended_actions') }}
),

names as (
    select * from {{ ref('int_line_names') }}
),

facts as (
    select * from {{ ref('int_line_facts') }}
),

persistence as (
    select * from {{ ref('int_line_persistence') }}
),

line_periods as (
    select * from {{ ref('int_line_periods') }}
),

links as (
    select * from {{ ref('int_line_links') }}
),

-- The ledger's currency, else the hub's, else the channel's: the tiers stand so by name (M2).
companies as (
    select
        company,
        arg_max(base_currency, (tier, base_currency)) as base_currency,
    from {{ ref('stg_reference__source_instances') }}
    group by all
),

worded_lines as (
    select
        situations.return_line_id,
        situations.situation,
        sentences.sentence,
        facts.order_reference,
        facts.sku,
        {{ plain_units('situations.units') }} as units,
        concat_ws(' ', situations.amount, companies.base_currency) as amount,
        case
            when situations.diagnosis = 'credit_note_without_stock_movement'
                then persistence.restock_due_date
            else persistence.credit_due_date
        end as due_date,
        links.candidate_count,
        names.credit_document,
        names.manual_document,
        names.duplicate_document,
        -- systems
        names.channel_system,
        coalesce(names.hub_system, names.channel_system) as hub_system,
        names.ledger_system,
        {%- for system, tier in {
            'financial_system': 'facts.financial_record',
            'inventory_system': 'facts.inventory_record',
            'holding_system': 'situations.holding_tier',
            'lacking_system': 'situations.lacking_tier',
        }.items() %}
        case {{ tier }}
            when 'channel' then names.channel_system
            when 'hub' then names.hub_system
            when 'ledger' then names.ledger_system
        end as {{ system }},
        {%- endfor %}
        -- periods
        coalesce(line_periods.financial_period, 'no period') as financial_period,
        coalesce(line_periods.inventory_period, 'no period') as inventory_period,
        coalesce(line_periods.valuation_period, 'no period') as valuation_period,
    from situations
    inner join sentences
        on
            situations.diagnosis = sentences.diagnosis
            and situations.situation = sentences.situation
    inner join facts on situations.return_line_id = facts.return_line_id
    inner join persistence on situations.return_line_id = persistence.return_line_id
    inner join line_periods on situations.return_line_id = line_periods.return_line_id
    inner join names on situations.return_line_id = names.return_line_id
    left join links on situations.return_line_id = links.return_line_id
    left join companies on facts.company = companies.company
)

select
    return_line_id,
    situation,
    {{ fill_sentence('sentence', {
        'order_reference': 'order_reference',
        'sku': 'sku',
        'units': 'units',
        'amount': 'amount',
        'due_date': 'due_date',
        'candidate_count': 'candidate_count',
        'credit_document': 'credit_document',
        'manual_document': 'manual_document',
        'duplicate_document': 'duplicate_document',
        'channel_system': 'channel_system',
        'hub_system': 'hub_system',
        'ledger_system': 'ledger_system',
        'financial_system': 'financial_system',
        'inventory_system': 'inventory_system',
        'holding_system': 'holding_system',
        'lacking_system': 'lacking_system',
        'silent_system': 'lacking_system',
        'financial_period': 'financial_period',
        'inventory_period': 'inventory_period',
        'valuation_period': 'valuation_period',
    }) }} as recommended_action,
from worded_lines
