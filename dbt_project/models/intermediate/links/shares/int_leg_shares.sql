-- Grain: leg × return line, and one row for a leg that no line took. Units, declared units and
-- every amount of the leg, split over its lines by cumulative rounding: the rounded share of the
-- units so far, less what was given (M2). Nothing is allocated twice and no cent is lost (M5.4).
with order_legs as (
    select * from {{ ref('int_order_legs') }}
),

never_shipped as (
    select * from {{ ref('int_never_shipped') }}
),

shares as (
    select
        order_state_id, source_leg_id, sku, return_set_id, surplus_units,
        cast(null as decimal(18, 4)) as taken_units,
        unit_from as share_order, abs(units) as share_weight, match_rule,
        cast(null as varchar) as unlinked_reason,
    from {{ ref('int_unit_shares') }}
    union all
    select
        order_state_id, source_leg_id, sku, return_set_id, 0 as surplus_units,
        units as taken_units,
        place as share_order, share_weight, 'order_amount' as match_rule, null as unlinked_reason,
    from {{ ref('int_amount_links') }}
    union all
    select
        order_state_id, source_leg_id, sku, return_set_id, 0 as surplus_units,
        null as taken_units,
        1 as share_order, 1 as share_weight, 'order_amount' as match_rule, null as unlinked_reason,
    from {{ ref('int_equal_amounts') }}
    union all
    select
        order_state_id, source_leg_id, sku, return_set_id, 0 as surplus_units, null as taken_units,
        place as share_order, share_weight, match_rule, null as unlinked_reason,
    from {{ ref('int_unitless_shares') }}
    union all
    select
        order_state_id, source_leg_id, sku, return_set_id, 0 as surplus_units, null as taken_units,
        place as share_order, share_weight, match_rule, unlinked_reason,
    from {{ ref('int_cost_change_shares') }}
    union all
    select
        order_state_id, source_leg_id, sku, return_set_id, 0 as surplus_units, null as taken_units,
        0 as share_order, 1 as share_weight, 'document_link' as match_rule, unlinked_reason,
    from {{ ref('int_dead_shares') }}
    union all
    select
        order_state_id, source_leg_id, null as sku, null as return_set_id, 0 as surplus_units,
        null as taken_units,
        0 as share_order, 1 as share_weight, null as match_rule, unlinked_reason,
    from {{ ref('int_unlinked_reasons') }}
),

running_shares as (
    select
        *,
        sum(share_weight) over share_sequence as weight_so_far,
        sum(share_weight) over share_sequence - share_weight as weight_before,
        sum(share_weight) over all_shares as weight_total,
        row_number() over share_sequence as share_number,
    from shares
    window
        all_shares as (partition by order_state_id, source_leg_id),
        share_sequence as (
            partition by order_state_id, source_leg_id
            order by share_order, return_set_id, sku
            rows between unbounded preceding and current row
        )
)

select
    -- keys
    order_legs.source_leg_id || '#' || running_shares.share_number as return_leg_id,
    order_legs.source_leg_id,
    case when running_shares.unlinked_reason is null
        then order_legs.order_key || '|' || running_shares.return_set_id
    end as return_id,
    case when running_shares.unlinked_reason is null
        then order_legs.order_key || '|' || running_shares.return_set_id
            || '|' || coalesce(running_shares.sku, '-')
    end as return_line_id,
    -- Whose return a leg that counts in nothing belonged to.
    order_legs.order_key || '|' || running_shares.return_set_id
    || '|' || coalesce(running_shares.sku, '-') as context_line_id,
    running_shares.unlinked_reason,
    order_legs.order_state_id,
    order_legs.is_current_state,
    order_legs.order_key,
    order_legs.set_id,
    running_shares.return_set_id,
    order_legs.document_key,
    running_shares.sku,
    -- units
    coalesce(running_shares.taken_units, {{ cumulative_share('order_legs.units', 4) }}) as units,
    cast(running_shares.surplus_units as decimal(18, 4)) as surplus_units,
    {%- for column, source in {
        'kept_units': 'coalesce(never_shipped.kept_units, order_legs.kept_units)',
        'missing_units': 'order_legs.missing_units',
        'never_shipped_units': 'coalesce(never_shipped.never_shipped_units, 0)',
        'nothing_to_reverse_units': 'coalesce(never_shipped.nothing_to_reverse_units, 0)',
    }.items() %}
    {{ cumulative_share(source, 4) }} as {{ column }},
    {%- endfor %}
    -- amounts
    {%- for column in ['net_amount', 'tax_amount', 'base_net_amount', 'cost_amount'] %}
    {{ cumulative_share('order_legs.' ~ column, 2) }} as {{ column }},
    {%- endfor %}
    running_shares.match_rule,
from running_shares
inner join order_legs
    on
        running_shares.order_state_id = order_legs.order_state_id
        and running_shares.source_leg_id = order_legs.source_leg_id
left join never_shipped
    on
        running_shares.order_state_id = never_shipped.order_state_id
        and running_shares.source_leg_id = never_shipped.source_leg_id
