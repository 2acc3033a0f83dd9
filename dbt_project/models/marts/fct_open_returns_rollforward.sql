-- Grain: company × channel × period × diagnosis × measure (M10, Roll-forward).
-- No rule fills it yet.
{{ empty_table() }}
