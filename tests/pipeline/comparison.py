"""Two releases compared table by table, lineage apart, with a difference that a person can read."""

from collections.abc import Collection
from pathlib import Path

import duckdb

LINEAGE = {"source_file", "source_line", "landed_at"}
LOAD = "load_id"
TABLES_OF_FILES = {"fct_control_totals", "fct_quarantined_records"}
SHOWN_ROWS = 5
NAMING_COLUMNS = 3


def differences(
    before: Path,
    after: Path,
    only: Collection[str] = (),
    where: str = "true",
    with_lineage: bool = False,
) -> list[str]:
    """One paragraph per published table that does not hold the same rows in both releases; `only`
    names the tables to compare, by default all, and `where` says in SQL which of their rows.
    With their lineage only the numbers of the loads are set apart."""
    with duckdb.connect() as connection:
        for catalog, release in (("before", before), ("after", after)):
            connection.execute(f"attach '{release}' as {catalog} (read_only)")
        tables, tables_after = (
            _published(connection, name, with_lineage) for name in ("before", "after")
        )
        assert tables == tables_after, "the releases have not the same tables and columns"
        found = [
            _difference(connection, name, columns, where)
            for name, columns in tables.items()
            if not only or name in only
        ]
    return [text for text in found if text]


def _published(
    connection: duckdb.DuckDBPyConnection, catalog: str, with_lineage: bool
) -> dict[str, list[str]]:
    """Every published table with the columns to compare."""
    tables: dict[str, list[str]] = {}
    for schema, table, column in connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where database_name = ? and schema_name in ('marts', 'reporting') "
        "order by schema_name, table_name, column_index",
        [catalog],
    ).fetchall():
        is_lineage = table in TABLES_OF_FILES or column in LINEAGE
        if column != LOAD and (with_lineage or not is_lineage):
            tables.setdefault(f"{schema}.{table}", []).append(column)
    return tables


def _difference(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[str], where: str
) -> str | None:
    names = ", ".join(f'"{column}"' for column in columns)
    before, after = (
        connection.execute(
            f"select {names} from {side}.{table} where {where} "
            f"except all select {names} from {other}.{table} where {where} order by all"
        ).fetchall()
        for side, other in (("before", "after"), ("after", "before"))
    )
    if not before and not after:
        return None
    lines = [f"{table}: {len(before)} rows only before, {len(after)} only after; for instance"]
    lines += [_told(columns, row, after, "gone") for row in before[:SHOWN_ROWS]]
    lines += [_told(columns, row, before, "new") for row in after[:SHOWN_ROWS] if not before]
    return "\n  ".join(lines)


def _told(columns: list[str], row: tuple, others: list[tuple], alone: str) -> str:
    """A row beside the one of the other release that is most like it: what differs."""
    name = " ".join(str(value) for value in row[:NAMING_COLUMNS] if value is not None)

    def unlike(other: tuple) -> list[str]:
        cells = zip(columns, row, other, strict=True)
        return [f"{column} {old} -> {new}" for column, old, new in cells if old != new]

    nearest = min(map(unlike, others), key=len, default=None)
    if nearest is None or len(nearest) > len(columns) / 2:
        return f"{name}: {alone}"
    return f"{name}: {', '.join(nearest)}"
