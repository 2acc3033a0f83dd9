"""What is written to `landing.duckdb`: its tables, each version of a document once, control rows.

May read every other room. Which files land together, and when, is the run's to say (land.py).
"""
