"""The private build: the dbt project and the file it builds, warehouse.duckdb.

Only what stands around dbt belongs here: where the project lies, when the built file must go, which
checks are red. What the models say belongs in dbt_project.
"""
