-- Grain: company × channel × period (M10, Alignment scorecard). No rule fills it yet.
{{ empty_table() }}
