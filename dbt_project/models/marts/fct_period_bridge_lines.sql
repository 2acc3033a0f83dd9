-- Grain: bridge component of one return line, or of one batch posting, in one period: what a number
-- of the bridge is made of.
with bridge_lines as (
    select * from {{ ref('int_bridge_lines') }}
)

{{ select_contract('bridge_lines') }}
