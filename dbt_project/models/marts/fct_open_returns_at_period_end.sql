-- Grain: open return line × period end (M10, Open). No rule fills it yet.
{{ empty_table() }}
