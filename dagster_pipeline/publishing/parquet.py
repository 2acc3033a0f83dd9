"""parquet/<schema>/<table>.parquet of a release: every published table and view, rows sorted, so
that equal content gives equal bytes."""

from pathlib import Path

import duckdb

from dagster_pipeline.publishing.database import PUBLISHED_SCHEMAS
from dagster_pipeline.publishing.engine import open_engine
from dagster_pipeline.settings import Settings


def write_parquet(settings: Settings, database: Path, folder: Path) -> dict[str, int]:
    """Writes the files from the release's own database; returns rows by `schema.table`."""
    rows = {}
    with open_engine(settings, database) as connection:
        for schema, table in _published(connection):
            target = folder / schema / f"{table}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            relation = connection.sql(f'select * from "{schema}"."{table}" order by all')
            relation.write_parquet(str(target), compression="zstd")
            count = connection.sql(f'select count(*) from "{schema}"."{table}"').fetchone()
            rows[f"{schema}.{table}"] = count[0]
    return rows


def _published(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        """
        select table_schema, table_name from information_schema.tables
        where list_contains(?, table_schema) order by all
        """,
        [PUBLISHED_SCHEMAS],
    ).fetchall()
