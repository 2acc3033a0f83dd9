"""The engine: opening `landing.duckdb`, passing rows to it, writing names and texts as SQL.

What a table or a record is belongs elsewhere; reads the errors and the settings, no room beside it.
"""
