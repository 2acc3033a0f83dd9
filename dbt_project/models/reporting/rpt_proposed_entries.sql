-- Grain: debit or credit line that a permanent difference asks for; proposed, never posted.
-- No rule fills it yet.
{{ empty_table() }}
