"""Adding rows to a reference file, without touching what it holds.

A file is replaced in one step: whoever reads the folder sees it as it was or as it is.
"""

import csv
import io
import os
from pathlib import Path

from dagster_pipeline.landing.reference.tables import ReferenceTable


def add_rows(folder: Path, table: ReferenceTable, rows: list[dict[str, str]]) -> None:
    """Adds rows under those of the table's file, in the file's own order of columns.

    A file that does not exist, or holds nothing, gets the interface's columns as its header. A
    column that the file lacks is added at its end, empty in the rows that were there.
    """
    file = folder / table.file_name
    text = file.read_bytes().decode("utf-8-sig") if file.exists() else ""
    columns, kept = _read(table, text)
    content = io.StringIO(newline="")
    writer = csv.DictWriter(
        content,
        columns,
        restval="",
        lineterminator="\r\n" if "\r\n" in text else "\n",
    )
    writer.writeheader()
    writer.writerows(kept + rows)
    _replace(file, content.getvalue())


def _read(table: ReferenceTable, text: str) -> tuple[list[str], list[dict[str, str]]]:
    """The columns to write, and the rows that are there."""
    records = [
        fields
        for fields in csv.reader(io.StringIO(text, newline=""))
        if any(field.strip() for field in fields)
    ]
    header = [name.strip() for name in records[0]] if records else []
    lacking = [column.name for column in table.columns if column.name not in header]
    kept = [dict(zip(header, fields, strict=True)) for fields in records[1:]]
    return header + lacking, kept


def _replace(file: Path, text: str) -> None:
    temporary = file.with_name(f".{file.name}.tmp")
    with temporary.open("w", newline="", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(file)
