-- Grain: bridge component of one return line in one period: what a number of the bridge is made of.
with bridge_lines as (
    select
        *,
        'quantity' as bridge,
    from {{ ref('int_quantity_bridge_lines') }}
)

{{ select_contract('bridge_lines', unfilled=['return_leg_id', 'amount']) }}
