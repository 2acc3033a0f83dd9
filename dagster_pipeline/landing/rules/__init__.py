"""What lands, as the dbt sources say it: which tables, paths, columns and types.

No system's fields are known here by name. Reads the YAML files and the errors; no room beside it.
"""
