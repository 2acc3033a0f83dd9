-- Grain: source instance × layer (M4.9). No rule fills it yet.
{{ empty_table() }}
