-- What both baselines read: the latest form of every document in the same files, as an analyst
-- unfolds them. Tests, drafts and voids are left out, aliases applied, amounts without tax; an order's
-- channel is the contract's that names its store, its hub label, or the prefix in the ledger.
set variable store_files = (
    select list(file) from glob(getvariable('exports') || '/shopify/*/orders/**')
    where file like '%.json' and file not like '%.manifest.json'
);
set variable hub_files = (
    select list(file) from glob(getvariable('exports') || '/cin7_core/*/sales/*')
    where file not like '%.manifest.json'
);
set variable ledger_files = (
    select list(file) from glob(getvariable('exports') || '/xero/*/credit_notes/**')
    where file like '%.json' and file not like '%.manifest.json'
);

create or replace temp table contracts as
select * from read_csv(getvariable('reference') || '/channel_contracts.csv', all_varchar = true);

create or replace temp table aliases as
select * from read_csv(getvariable('reference') || '/sku_aliases.csv', all_varchar = true);

create or replace temp table refunded as
with pages as (
    select regexp_extract(filename, 'shopify/([^/]+)/', 1) as shop, unnest(orders) as document
    from read_json(getvariable('store_files'), columns = { orders: 'json[]' }, filename = true,
        maximum_object_size = 1000000000)
),

orders as (
    select * from pages
    where (document ->> '$.test') = 'false'
    qualify row_number() over (
        partition by shop, (document ->> '$.id') order by (document ->> '$.updated_at') desc
    ) = 1
),

lines as (
    select shop, document, refund, unnest(cast(refund -> '$.refund_line_items' as json[])) as line
    from (
        select shop, document, unnest(cast(document -> '$.refunds' as json[])) as refund
        from orders
    )
)

select
    contracts.channel,
    (lines.document ->> '$.name') as order_reference,
    coalesce(aliases.sku, (lines.line ->> '$.line_item.sku')) as sku,
    cast((lines.line ->> '$.quantity') as int) as units,
    cast((lines.line ->> '$.subtotal') as decimal(18, 2))
    - if((lines.document ->> '$.taxes_included') = 'true',
        cast((lines.line ->> '$.total_tax') as decimal(18, 2)), 0) as amount,
    cast((lines.refund ->> '$.created_at') as varchar)[:10]::date as day,
    (lines.line ->> '$.restock_type') as goods
from lines
inner join contracts
    on contracts.channel_system = 'shopify' and contracts.channel_instance = lines.shop
left join aliases
    on aliases.instance = lines.shop and aliases.source_sku = (lines.line ->> '$.line_item.sku');

create or replace temp table hub_sales as
select regexp_extract(filename, 'cin7_core/([^/]+)/', 1) as hub, json as document
from read_json_objects(getvariable('hub_files'), format = 'newline_delimited', filename = true,
    maximum_object_size = 1000000000)
qualify row_number() over (
    partition by hub, (document ->> '$.ID') order by (document ->> '$.LastModifiedOn') desc
) = 1;

create or replace temp table hub_notes as
select
    contracts.channel,
    (sales.document ->> '$.CustomerReference') as order_reference,
    (sales.document ->> '$.TaxCalculation') = 'Inclusive' as holds_tax,
    cast((sales.document ->> '$.CurrencyRate') as decimal(18, 6)) as rate,
    sales.note
from (
    select *, unnest(cast(document -> '$.CreditNotes' as json[])) as note from hub_sales
) as sales
inner join contracts
    on
        contracts.hub_instance = sales.hub
        and contracts.hub_source_channel = (sales.document ->> '$.SourceChannel');

create or replace temp table hub_credited as
select
    channel,
    order_reference,
    (line ->> '$.SKU') as sku,
    cast(line ->> '$.Quantity' as int) as units,
    (cast(line ->> '$.Total' as decimal(18, 2))
    - if(holds_tax, cast(line ->> '$.Tax' as decimal(18, 2)), 0)) * rate as amount,
    (note ->> '$.CreditNoteDate')[:10]::date as day
from (select *, unnest(cast(note -> '$.Lines' as json[])) as line from hub_notes)
where (note ->> '$.Status') = 'AUTHORISED';

create or replace temp table hub_restocked as
select
    channel,
    order_reference,
    (line ->> '$.SKU') as sku,
    cast(line ->> '$.Quantity' as int) as units,
    (line ->> '$.RestockDate')[:10]::date as day
from (select *, unnest(cast(note -> '$.Restock' as json[])) as line from hub_notes)
where (note ->> '$.RestockStatus') = 'AUTHORISED' and (note ->> '$.Status') <> 'VOIDED';

create or replace temp table ledger_credited as
with pages as (
    select regexp_extract(filename, 'xero/([^/]+)/', 1) as ledger, unnest("CreditNotes") as note
    from read_json(getvariable('ledger_files'), columns = { "CreditNotes": 'json[]' }, filename = true,
        maximum_object_size = 1000000000)
),

notes as (
    select * from pages
    qualify row_number() over (
        partition by ledger, (note ->> '$.CreditNoteID') order by (note ->> '$.UpdatedDateUTC') desc
    ) = 1
)

select
    contracts.channel,
    regexp_extract((lines.note ->> '$.Reference'), contracts.ledger_reference_pattern, 1)
        as order_reference,
    (lines.line ->> '$.ItemCode') as sku,
    cast(cast((lines.line ->> '$.Quantity') as double) as int) as units,
    (cast((lines.line ->> '$.LineAmount') as decimal(18, 2))
    - if((lines.note ->> '$.LineAmountTypes') = 'Inclusive',
        cast((lines.line ->> '$.TaxAmount') as decimal(18, 2)), 0))
    / cast((lines.note ->> '$.CurrencyRate') as double) as amount
from (select *, unnest(cast(note -> '$.LineItems' as json[])) as line from notes) as lines
inner join contracts
    on
        contracts.ledger_instance = lines.ledger
        and regexp_matches((lines.note ->> '$.Reference'), contracts.ledger_reference_pattern)
where
    (lines.note ->> '$.Type') = 'ACCRECCREDIT'
    and (lines.note ->> '$.Status') in ('AUTHORISED', 'PAID')
    and (lines.line ->> '$.ItemCode') is not null;
