-- Grain: company × account × period × component (M10, Ledger tie-out). No rule fills it yet.
{{ empty_table() }}
