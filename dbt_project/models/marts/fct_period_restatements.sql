-- Grain: signed period version × source leg (M9.3). No rule fills it yet.
{{ empty_table() }}
