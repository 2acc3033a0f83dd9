"""The engine as publishing uses it: within the memory limit, spilling into the warehouse folder."""

from pathlib import Path

import duckdb

from dagster_pipeline.settings import Settings


def open_engine(settings: Settings, database: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection to a database, read-only, or to memory; instants are shown as UTC."""
    connection = duckdb.connect(
        str(database or ":memory:"),
        read_only=database is not None,
        config={
            "memory_limit": settings.memory_limit,
            "temp_directory": str(settings.warehouse / "spill"),
        },
    )
    connection.execute("set TimeZone = 'UTC'")
    return connection
