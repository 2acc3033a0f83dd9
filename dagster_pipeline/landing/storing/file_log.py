"""`control.files`: which files landing has seen, in which state, and what became of them.

A loaded file is never read again while its bytes stay the same. A rejected one is a statement
about the exports as they are today: it is tried again when its bytes, its manifest or the rules
change, and forgotten when the file is gone or mended.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import get_args

import duckdb

from dagster_pipeline.landing.engine.row_loading import load_rows
from dagster_pipeline.landing.files.discovery import ExportFile, Manifest

LOADED, DUPLICATE, REJECTED = "loaded", "duplicate", "rejected"
LOOK_AGAIN = "look again"
"""In place of a rule digest: a rejection that is tried again even if nothing changes."""


@dataclass
class FileEntry:
    """One row of control.files; the fields are its columns."""

    source_system: str | None
    source_instance: str | None
    object: str | None
    source_file: str
    file_sha256: str | None
    file_bytes: int
    modified_ns: int
    status: str
    reason: str | None
    declared_records: int | None
    envelope_total: int | None
    file_records: int
    landed_records: int
    repeated_records: int
    quarantined_records: int
    exported_at: datetime | None
    covers_from: date | None
    covers_to: date | None
    landed_at: datetime
    load_id: int
    manifest_state: str
    rule_digest: str


COLUMNS = tuple(column.name for column in fields(FileEntry))
_ENGINE_TYPES = {str: "VARCHAR", int: "BIGINT", datetime: "TIMESTAMP", date: "DATE"}
COLUMN_TYPES = {
    column.name: _ENGINE_TYPES[(get_args(column.type) or (column.type,))[0]]
    for column in fields(FileEntry)
}


def new_entry(
    file: ExportFile,
    sha256: str | None,
    manifest: Manifest,
    rule_digest: str,
    landed_at: datetime,
    load_id: int,
) -> FileEntry:
    """An entry of a file that nothing has been counted of yet."""
    return FileEntry(
        source_system=file.system,
        source_instance=file.instance,
        object=file.object,
        source_file=file.source_file,
        file_sha256=sha256,
        file_bytes=file.bytes,
        modified_ns=file.modified_ns,
        status=LOADED,
        reason=None,
        declared_records=manifest.records,
        envelope_total=None,
        file_records=0,
        landed_records=0,
        repeated_records=0,
        quarantined_records=0,
        exported_at=manifest.exported_at,
        covers_from=manifest.covers_from,
        covers_to=manifest.covers_to,
        landed_at=landed_at,
        load_id=load_id,
        manifest_state=file.manifest_state,
        rule_digest=rule_digest,
    )


class FileLog:
    """What control.files says, held in memory for one run and written row by row."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._latest: dict[str, FileEntry] = {}
        self._loaded: set[tuple[str | None, ...]] = set()
        rows = connection.execute(
            f"select {', '.join(COLUMNS)} from control.files order by load_id, source_file"
        ).fetchall()
        for row in rows:
            self._remember(FileEntry(*row))

    def _remember(self, entry: FileEntry) -> None:
        self._latest[entry.source_file] = entry
        if entry.status == LOADED and entry.file_sha256:
            self._loaded.add(
                (entry.source_system, entry.source_instance, entry.object, entry.file_sha256)
            )

    def latest(self, source_file: str) -> FileEntry | None:
        """The last entry of the file of this name."""
        return self._latest.get(source_file)

    def is_loaded(self, file: ExportFile, sha256: str) -> bool:
        """Whether the same bytes were loaded for the same object, from this or another name."""
        return (file.system, file.instance, file.object, sha256) in self._loaded

    def write(self, entries: list[FileEntry]) -> None:
        """Adds entries; a rejection that one replaces goes."""
        rows = [vars(entry) for entry in entries]
        load_rows(self._connection, "file_entries", rows, COLUMN_TYPES)
        self._connection.execute("""
            delete from control.files
            where status = 'rejected'
                and source_file in (select source_file from file_entries)
        """)
        self._connection.execute("insert into control.files by name from file_entries")

    def remember(self, entries: list[FileEntry]) -> None:
        """Takes in entries whose transaction is committed."""
        for entry in entries:
            self._remember(entry)

    def touch(self, entry: FileEntry, file: ExportFile) -> None:
        """The same bytes with a new time: remembered, so that the next night need not hash."""
        self._connection.execute(
            "update control.files set modified_ns = ?, file_bytes = ? "
            "where source_file = ? and load_id = ?",
            [file.modified_ns, file.bytes, entry.source_file, entry.load_id],
        )

    def update_manifest(self, entry: FileEntry, file: ExportFile, manifest: Manifest) -> None:
        """A manifest that came or changed after its file was loaded: its words are taken over.

        The records stay. Where it declares another count than the file held, the two numbers
        stand side by side for the evidence gaps to see (M4.9).
        """
        self._connection.execute(
            "update control.files set declared_records = ?, exported_at = ?, covers_from = ?, "
            "covers_to = ?, manifest_state = ? where source_file = ? and load_id = ?",
            [
                manifest.records, manifest.exported_at, manifest.covers_from, manifest.covers_to,
                file.manifest_state, entry.source_file, entry.load_id,
            ],
        )  # fmt: skip

    def forget_rejections_of_absent(self, present: set[str]) -> int:
        """Drops rejections of files that are gone; returns how many."""
        gone = [
            {"source_file": entry.source_file}
            for entry in self._latest.values()
            if entry.status == REJECTED and entry.source_file not in present
        ]
        if gone:
            load_rows(self._connection, "gone_files", gone, {"source_file": "VARCHAR"})
            self._connection.execute(
                "delete from control.files where status = 'rejected' "
                "and source_file in (select source_file from gone_files)"
            )
        return len(gone)
