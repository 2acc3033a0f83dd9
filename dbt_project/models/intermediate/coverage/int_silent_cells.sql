-- Grain: return line × reading × tier × layer that lacks a leg which a silent source would carry (M4.9): a gap
-- of that source meets the days in which the leg had to come, or those days are over and the source was last heard
-- before they ended. Such a line is incomplete evidence, never "missing".
with facts as (
    select * from {{ ref('int_line_facts') }}
),

heard_cuts as (
    select * from {{ ref('int_heard_cuts') }}
),

gaps as (
    select * from {{ ref('int_evidence_gaps') }}
),

-- Which tier lacks which layer, and the contract's days for it.
lacking_layers as (
    select
        return_line_id, financial_record as tier, 'financial' as layer,
        refund_within_days as within_days,
    from facts
    where credit_gap_units > 0 or lacks_record_credit
    union
    select
        return_line_id, inventory_record as tier, 'inventory' as layer,
        restock_within_days as within_days,
    from facts
    where restock_gap_units > 0
    union
    select
        return_line_id, valuation_record as tier, 'valuation' as layer,
        cost_within_days as within_days,
    from facts
    where cost_gap_units > 0
    union
    select
        return_line_id, 'ledger' as tier, 'financial' as layer,
        refund_within_days as within_days,
    from facts
    where lacks_ledger_credit
    union
    select
        return_line_id, 'channel' as tier, 'financial' as layer,
        refund_within_days as within_days,
    from facts
    where
        channel_system is not null
        and not channel_holds_credit
        and (hub_holds_credit or ledger_holds_credit or largest_restocked_units > 0)
),

sought_legs as (
    select
        lacking_layers.return_line_id,
        facts.evaluated_on,
        facts.read_cut,
        lacking_layers.tier,
        lacking_layers.layer,
        case lacking_layers.tier
            when 'channel' then facts.channel_system
            when 'hub' then facts.hub_system
            when 'ledger' then facts.ledger_system
        end as source_system,
        case lacking_layers.tier
            when 'channel' then facts.channel_instance
            when 'hub' then facts.hub_instance
            when 'ledger' then facts.ledger_instance
        end as source_instance,
        greatest(facts.sale_date, facts.first_leg_date - lacking_layers.within_days)
            as sought_from,
        facts.first_leg_date + lacking_layers.within_days as sought_until,
    from lacking_layers
    inner join facts on lacking_layers.return_line_id = facts.return_line_id
    where facts.has_contract
)

select distinct
    sought_legs.return_line_id,
    sought_legs.tier,
    sought_legs.layer,
from sought_legs
left join heard_cuts
    on
        sought_legs.source_system = heard_cuts.source_system
        and sought_legs.source_instance = heard_cuts.source_instance
        and sought_legs.layer = heard_cuts.layer
        and sought_legs.read_cut = heard_cuts.cut_number
left join gaps
    on
        sought_legs.source_system = gaps.source_system
        and sought_legs.source_instance = gaps.source_instance
        and sought_legs.layer = gaps.layer
        and coalesce(gaps.first_day, date '0001-01-01') <= sought_legs.sought_until
        and coalesce(gaps.last_day, date '9999-12-31') >= sought_legs.sought_from
where
    gaps.reason is not null
    or (
        sought_legs.sought_until < sought_legs.evaluated_on
        and heard_cuts.cut_number is not null
        -- What was first heard later was not heard at all.
        and coalesce(heard_cuts.heard_until_date, date '0001-01-01') < sought_legs.sought_until
    )
