"""Two releases compared table by table, lineage apart, with a difference that a person can read."""

from collections.abc import Collection
from pathlib import Path

import duckdb

LINEAGE = {"source_file", "source_line", "landed_at"}
TABLES_OF_FILES = {"fct_control_totals", "fct_quarantined_records"}
SHOWN_ROWS = 3


def differences(before: Path, after: Path, only: Collection[str] = ()) -> list[str]:
    """One paragraph per published table that does not hold the same rows in both releases; `only`
    names the tables to compare, by default all."""
    with duckdb.connect() as connection:
        for catalog, release in (("before", before), ("after", after)):
            connection.execute(f"attach '{release}' as {catalog} (read_only)")
        tables, tables_after = (_published(connection, name) for name in ("before", "after"))
        assert tables == tables_after, "the releases have not the same tables and columns"
        found = [
            _difference(connection, name, columns)
            for name, columns in tables.items()
            if not only or name in only
        ]
    return [text for text in found if text]


def _published(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, list[str]]:
    """Every published table with the columns that are no lineage."""
    tables: dict[str, list[str]] = {}
    for schema, table, column in connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where database_name = ? and schema_name in ('marts', 'reporting') order by all",
        [catalog],
    ).fetchall():
        if table not in TABLES_OF_FILES and column not in LINEAGE:
            tables.setdefault(f"{schema}.{table}", []).append(column)
    return tables


def _difference(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]
) -> str | None:
    names = ", ".join(f'"{column}"' for column in columns)
    sides = {"before": "after", "after": "before"}
    only_in = {
        side: connection.execute(
            f"select {names} from {side}.{table} "
            f"except all select {names} from {other}.{table} order by all"
        ).fetchall()
        for side, other in sides.items()
    }
    if not any(only_in.values()):
        return None
    changed = [
        column
        for place, column in enumerate(columns)
        if sorted(str(row[place]) for row in only_in["before"])
        != sorted(str(row[place]) for row in only_in["after"])
    ]
    lines = [f"{table}: other values in {', '.join(changed) or 'other combinations'}"]
    for side, rows in only_in.items():
        lines.append(f"  {len(rows)} rows only {side}:")
        lines += [
            "    " + ", ".join(f"{c}={v}" for c, v in zip(columns, row, strict=True) if v)
            for row in rows[:SHOWN_ROWS]
        ]
    return "\n".join(lines)
