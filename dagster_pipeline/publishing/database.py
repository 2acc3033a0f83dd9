"""returns.duckdb of a release: the published schemas of the private file, and nothing else."""

from pathlib import Path

import duckdb

from dagster_pipeline.publishing.engine import open_engine
from dagster_pipeline.settings import Settings

PUBLISHED_SCHEMAS = ("marts", "reporting")

# The oldest format there is of DuckDB 1.x: any client from 1.0 on opens it.
_STORAGE_VERSION = "v1.0.0"


class UnpublishableView(Exception):
    """A view that needs more than the published schemas."""


def copy_published_schemas(settings: Settings, target: Path) -> None:
    """Copies the published tables with their rows sorted, recreates the views, re-applies every
    comment. `target` must not exist; it is closed and without a write-ahead log afterwards.

    Raises UnpublishableView, naming the views that cannot stand alone."""
    with open_engine(settings) as connection:
        warehouse = settings.warehouse / "warehouse.duckdb"
        connection.execute(f"attach {_text(warehouse)} as built (read_only)")
        connection.execute(
            f"attach {_text(target)} as published (storage_version '{_STORAGE_VERSION}')"
        )
        for schema in PUBLISHED_SCHEMAS:
            connection.execute(f"create schema published.{schema}")
        _copy_tables(connection)
        connection.execute("use published")
        _recreate_views(connection)
        _apply_comments(connection)
        connection.execute("checkpoint published")
        connection.execute("use memory")
        connection.execute("detach published")


def _copy_tables(connection: duckdb.DuckDBPyConnection) -> None:
    tables = connection.execute(
        """
        select schema_name, table_name from duckdb_tables()
        where database_name = 'built' and list_contains(?, schema_name)
        order by schema_name, table_name
        """,
        [PUBLISHED_SCHEMAS],
    ).fetchall()
    for schema, table in tables:
        name = f"{_name(schema)}.{_name(table)}"
        connection.execute(
            f"create table published.{name} as select * from built.{name} order by all"
        )


def _recreate_views(connection: duckdb.DuckDBPyConnection) -> None:
    """A view may read another one: those that cannot be made yet wait for the next round."""
    waiting = connection.execute(
        """
        select view_name, sql from duckdb_views()
        where database_name = 'built' and list_contains(?, schema_name)
        order by view_oid
        """,
        [PUBLISHED_SCHEMAS],
    ).fetchall()
    while waiting:
        refused = []
        for name, statement in waiting:
            try:
                connection.execute(statement)
            except duckdb.CatalogException as problem:
                refused.append((name, statement, problem))
        if len(refused) == len(waiting):
            reasons = "; ".join(f"{name}: {problem}" for name, _, problem in refused)
            raise UnpublishableView(
                f"Views that need more than {' and '.join(PUBLISHED_SCHEMAS)}: {reasons}"
            )
        waiting = [(name, statement) for name, statement, _ in refused]


def _apply_comments(connection: duckdb.DuckDBPyConnection) -> None:
    objects = connection.execute(
        """
        select 'table' as kind, schema_name, table_name as object_name, comment
        from duckdb_tables() where database_name = 'built'
        union all
        select 'view', schema_name, view_name, comment
        from duckdb_views() where database_name = 'built'
        """
    ).fetchall()
    for kind, schema, name, comment in objects:
        if schema in PUBLISHED_SCHEMAS and comment:
            connection.execute(
                f"comment on {kind} {_name(schema)}.{_name(name)} is {_text(comment)}"
            )
    columns = connection.execute(
        """
        select schema_name, table_name, column_name, comment from duckdb_columns()
        where database_name = 'built' and comment is not null
        """
    ).fetchall()
    for schema, table, column, comment in columns:
        if schema in PUBLISHED_SCHEMAS:
            connection.execute(
                f"comment on column {_name(schema)}.{_name(table)}.{_name(column)}"
                f" is {_text(comment)}"
            )


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
