-- Grain: return line × tier whose credits carry no units and hold one document of the originating
-- tier too much: what exceeds the originating tier's amount equals, within tolerance, one document
-- there (M6).
with units as (
    select * from {{ ref('int_line_units') }}
),

lines as (
    select return_line_id, coalesce(amount_tolerance, 0) as amount_tolerance
    from {{ ref('int_return_lines') }}
),

documents as (
    select
        return_line_id,
        tier,
        document_key,
        sum(base_net_amount) as document_amount,
    from {{ ref('int_line_legs') }}
    where is_live and not is_manual and is_goods_revenue
    group by all
),

amount_tiers as (
    {%- for tier, earlier in [('hub', 'channel'), ('ledger', 'channel'), ('ledger', 'hub')] %}
    select
        return_line_id,
        '{{ tier }}' as tier,
        '{{ earlier }}' as originating_tier,
        {{ tier }}_revenue_amount - {{ earlier }}_revenue_amount as surplus_amount,
    from units
    where
        {{ tier }}_holds_credit
        and not {{ tier }}_has_credit_units
        and {{ earlier }}_has_credit_units
        {%- if earlier == 'hub' %}
        and not channel_has_credit_units
        {%- endif %}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select distinct
    amount_tiers.return_line_id,
    amount_tiers.tier,
from amount_tiers
inner join lines on amount_tiers.return_line_id = lines.return_line_id
inner join documents
    on
        amount_tiers.return_line_id = documents.return_line_id
        and amount_tiers.originating_tier = documents.tier
where
    amount_tiers.surplus_amount > lines.amount_tolerance
    and abs(amount_tiers.surplus_amount - documents.document_amount) <= lines.amount_tolerance
