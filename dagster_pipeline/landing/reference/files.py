"""Reading, checking and storing the reference tables: as text, whole, or not at all.

`00123` stays `00123` and an instant keeps its offset: nothing is typed here, and nothing is
guessed. What rows must be is reference_rules.py's to say.
"""

import csv
import hashlib
import io
import json
from datetime import datetime
from pathlib import Path

import duckdb

from dagster_pipeline.landing.engine.row_loading import load_rows
from dagster_pipeline.landing.errors import ReferenceInvalid
from dagster_pipeline.landing.reference.rules import (
    ReferenceRow,
    ReferenceRows,
    check_rows,
    check_values,
)
from dagster_pipeline.landing.reference.tables import REFERENCE_TABLES, ReferenceTable


def read_reference(folder: Path, systems: set[str]) -> ReferenceRows:
    """The rows of every reference table, checked; a missing file has none.

    Raises ReferenceInvalid with every error of every file.
    """
    if not folder.is_dir():
        raise ReferenceInvalid(
            [f"{folder}: there is no such folder: set RETURNS_REFERENCE to the reference tables"]
        )
    problems: list[str] = []
    tables: ReferenceRows = {}
    for table in REFERENCE_TABLES.values():
        tables[table.name] = _read_table(folder, table, problems)
        for row in tables[table.name]:
            problems += check_values(table, row, systems)
    problems += check_rows(tables)
    if problems:
        raise ReferenceInvalid(problems)
    return tables


def unread_files(folder: Path) -> list[str]:
    """Names of CSV files in the folder that are no reference table: probably misspelt."""
    known = {table.file_name for table in REFERENCE_TABLES.values()}
    return sorted(file.name for file in folder.glob("*.csv") if file.name not in known)


def _read_table(folder: Path, table: ReferenceTable, problems: list[str]) -> list[ReferenceRow]:
    file = folder / table.file_name
    rows: list[ReferenceRow] = []
    had_problems = len(problems)
    if file.exists():
        records = _read_records(file, problems)
        if records:
            (line, header), *body = records
            if _check_header(table, line, header, problems):
                rows = _rows(table, header, body, problems)
    if table.needs_rows and not rows and len(problems) == had_problems:
        problems.append(
            f"{table.file_name}:1: '': has no rows: every run needs this table; add it to {folder}"
        )
    return rows


def _read_records(file: Path, problems: list[str]) -> list[tuple[int, list[str]]]:
    """Line number and fields of every record that is not blank."""
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(
            f"{file.name}:{line}: '{content[error.start]:#04x}': is not UTF-8: "
            "save the file as UTF-8"
        )
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records = []
    line = 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                records.append((line, [field.strip() for field in fields]))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            f"{file.name}:{line}: '': cannot be read as CSV ({error}): correct its quotes"
        )
        return []
    return records


def _check_header(table: ReferenceTable, line: int, header: list[str], problems: list[str]) -> bool:
    had_problems = len(problems)
    known = [column.name for column in table.columns]
    for name in dict.fromkeys(header):
        if name not in known:
            problems.append(
                f"{table.file_name}:{line}: '{name}': is no column of this table: "
                f"use {', '.join(known)}, separated by commas"
            )
        elif header.count(name) > 1:
            problems.append(
                f"{table.file_name}:{line}: '{name}': stands {header.count(name)} times: keep one"
            )
    for column in table.columns:
        if not column.is_optional and column.name not in header:
            problems.append(
                f"{table.file_name}:{line}: '{column.name}': the column is missing: add it"
            )
    return len(problems) == had_problems


def _rows(
    table: ReferenceTable,
    header: list[str],
    body: list[tuple[int, list[str]]],
    problems: list[str],
) -> list[ReferenceRow]:
    rows = []
    for line, fields in body:
        if len(fields) != len(header):
            problems.append(
                f"{table.file_name}:{line}: '{','.join(fields)}': has {len(fields)} values for "
                f"{len(header)} columns: quote values that hold a comma, and fill every column"
            )
            continue
        values = {name: value or None for name, value in zip(header, fields, strict=True)}
        rows.append(ReferenceRow(table.file_name, line, values))
    return rows


def store_reference(
    connection: duckdb.DuckDBPyConnection, tables: ReferenceRows, landed_at: datetime
) -> bool:
    """Replaces each table whose rows changed, in one transaction; returns whether any did."""
    stored = dict(
        connection.execute(
            "select table_name, content_hash from control.reference_tables"
        ).fetchall()
    )
    changed = {
        name: rows for name, rows in tables.items() if stored.get(name) != _content_hash(name, rows)
    }
    if not changed:
        return False
    connection.begin()
    try:
        for name, rows in changed.items():
            _replace(connection, REFERENCE_TABLES[name], rows)
            connection.execute("delete from control.reference_tables where table_name = ?", [name])
            connection.execute(
                "insert into control.reference_tables values (?, ?, ?)",
                [name, _content_hash(name, rows), landed_at],
            )
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return True


def _as_records(table: ReferenceTable, rows: list[ReferenceRow]) -> list[dict]:
    return [
        {column.name: row[column.name] for column in table.columns}
        | {"source_file": row.file, "source_line": row.line}
        for row in rows
    ]


def _content_hash(name: str, rows: list[ReferenceRow]) -> str:
    records = _as_records(REFERENCE_TABLES[name], rows)
    return hashlib.sha256(json.dumps(records).encode()).hexdigest()


def _replace(
    connection: duckdb.DuckDBPyConnection, table: ReferenceTable, rows: list[ReferenceRow]
) -> None:
    columns = {column.name: "VARCHAR" for column in table.columns}
    columns |= {"source_file": "VARCHAR", "source_line": "BIGINT"}
    load_rows(connection, "reference_rows", _as_records(table, rows), columns)
    connection.execute(f"delete from reference.{table.name}")
    connection.execute(f"insert into reference.{table.name} by name from reference_rows")
