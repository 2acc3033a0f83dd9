-- One row per account of a day's trial balance: the month's movement up to that day, and the
-- financial year's. Cells are positional texts, an empty one is 0; totals are no account. An account
-- is named by its id; what its first cell says, `Sales (400)`, speaks where the chart of accounts
-- does not know it.
{%- set columns = {
    'debit': 'Debit', 'credit': 'Credit', 'year_debit': 'YTD Debit', 'year_credit': 'YTD Credit',
} %}
with trial_balances as (

    select * from {{ ref('stg_xero__trial_balances') }}

),

accounts as (

    select * from {{ ref('stg_xero__accounts') }}

),

sections as (

    select
        trial_balances.source_system,
        trial_balances.source_instance,
        trial_balances.as_of_date,
        trial_balances.headings,
        {{ json_text('section.item', 'Title') }} as section,
        section.item as payload
    from trial_balances,
        {{ json_items('trial_balances.payload', 'Rows', 'section') }}

),

cells as (

    select
        sections.source_system,
        sections.source_instance,
        sections.as_of_date,
        sections.section,
        sections.headings,
        list_filter(
            json_extract(line.item, '$.Cells[0].Attributes[*]'),
            lambda attribute: attribute ->> '$.Id' = 'account'
        )[1] ->> '$.Value' as account_id,
        list_transform(
            json_extract_string(line.item, '$.Cells[*].Value'), lambda cell: coalesce(cell, '')
        ) as cell_texts
    from sections,
        {{ json_items('sections.payload', 'Rows', 'line') }}
    where json_extract_string(line.item, '$.RowType') = 'Row'

),

named as (

    select
        *,
        {%- for column, heading in columns.items() %}
        cell_texts[list_position(headings, '{{ heading }}')] as {{ column }},
        {%- endfor %}
        regexp_extract(cell_texts[1], '^(.*) [(]([^()]+)[)]$', ['name', 'code']) as account
    from cells

),

trial_balance_lines as (

    select
        -- keys
        named.source_system,
        named.source_instance,
        named.as_of_date,
        named.account_id,
        case
            when accounts.account_id is not null then accounts.account_code
            else nullif(named.account.code, '')
        end as account_code,
        -- names
        coalesce(accounts.account_name, nullif(named.account.name, ''), named.cell_texts[1])
            as account_name,
        named.section,
        -- amounts
        {%- for column in columns %}
        case
            when named.{{ column }} = '' then 0
            else {{ to_cents(to_number("replace(named." ~ column ~ ", ',', '')")) }}
        end as {{ column }}_amount{{ "," if not loop.last }}
        {%- endfor %}
    from named
    left join accounts
        on
            named.source_instance = accounts.source_instance
            and named.account_id = accounts.account_id
    where named.account_id is not null

)

select * from trial_balance_lines
