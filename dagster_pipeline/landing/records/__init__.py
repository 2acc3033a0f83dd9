"""Texts into records: unwrapped, kept paths only, and everything unreadable looked at and told.

Nothing is written to `landing.duckdb` here. May read the rules, redaction, the engine and files.
"""
