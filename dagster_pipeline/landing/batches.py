"""Landing the files of one object of one instance in batches, one transaction a batch.

A batch that fails is landed again in halves, so that one bad file costs only itself; where the
store fails (disk full), no file is to blame and the run stops. The rule of the house is proved for
every file before the commit: records in file = landed + repeated + quarantined.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import duckdb

from dagster_pipeline.landing.engine.database import STORE_FAILURES
from dagster_pipeline.landing.engine.row_loading import load_rows
from dagster_pipeline.landing.files.discovery import ExportFile, Manifest
from dagster_pipeline.landing.files.unsettled import (
    CHANGED,
    UNSETTLED,
    has_changed,
    is_still_written,
)
from dagster_pipeline.landing.records.batch import read_batch
from dagster_pipeline.landing.records.reading import BatchReading
from dagster_pipeline.landing.rules.sources import LandingRule
from dagster_pipeline.landing.storing.control_rows import store_control_rows
from dagster_pipeline.landing.storing.documents import DocumentCounts, Load, store_documents
from dagster_pipeline.landing.storing.file_log import (
    DUPLICATE,
    LOOK_AGAIN,
    REJECTED,
    FileEntry,
    FileLog,
    new_entry,
)

BATCH_FILES = 2000
BATCH_BYTES = 64 << 20
LARGE_BATCH_BYTES = 8 << 20


@dataclass(frozen=True)
class PendingFile:
    """A file that is to land, with what is known of it before its records are read."""

    file: ExportFile
    sha256: str
    manifest: Manifest
    rule_digest: str


class RecordsUnaccounted(Exception):
    """A file's records do not add up: the transaction must not be committed."""


def batches_of(pending: list[PendingFile]) -> Iterator[list[PendingFile]]:
    """Files by the instant of their export, then by name, in batches of bounded size."""
    latest = datetime.max
    ordered = sorted(
        pending, key=lambda one: (one.manifest.exported_at or latest, one.file.source_file)
    )
    batch: list[PendingFile] = []
    size = 0
    for one in ordered:
        if batch and (len(batch) == BATCH_FILES or size + one.file.bytes > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += one.file.bytes
    if batch:
        yield batch


def land_batch(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    batch: list[PendingFile],
    load: Load,
    log: FileLog,
) -> list[FileEntry]:
    """Lands a batch in one transaction, or in halves where that fails."""
    try:
        # Read outside the transaction, which would hold every replaced temporary table to its end.
        reading = read_batch(connection, rule, [one.file for one in batch])
        _check_whether_settled(batch, reading)
        _check_counts(batch, reading)
        entries = _store_batch(connection, rule, batch, load, log, reading)
    except STORE_FAILURES:
        raise
    except (duckdb.Error, RecordsUnaccounted) as error:
        if len(batch) > 1:
            middle = len(batch) // 2
            return [
                entry
                for half in (batch[:middle], batch[middle:])
                for entry in land_batch(connection, rule, half, load, log)
            ]
        entries = [_rejected(batch[0], load, error)]
        log.write(entries)
    log.remember(entries)
    return entries


def _store_batch(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    batch: list[PendingFile],
    load: Load,
    log: FileLog,
    reading: BatchReading,
) -> list[FileEntry]:
    _write_once(connection, batch)
    connection.begin()
    try:
        _name_files(connection, batch, reading)
        counts = store_documents(connection, rule, batch[0].file.instance, load)
        entries = _entries(batch, load, log, reading, counts)
        log.write(entries)
        store_control_rows(connection, rule, batch[0].file.instance, load, reading)
        connection.commit()
    except STORE_FAILURES:
        raise  # a commit that failed has ended its transaction
    except BaseException:
        connection.rollback()
        raise
    return entries


def _write_once(connection: duckdb.DuckDBPyConnection, batch: list[PendingFile]) -> None:
    """Has a large batch written straight into the file as it is committed.

    By itself the engine writes all of it to its log first, and into the file with the next commit;
    for a small batch that is cheaper.
    """
    is_large = sum(one.file.bytes for one in batch) >= LARGE_BATCH_BYTES
    connection.execute(f"set wal_autocheckpoint = '{'0KB' if is_large else '16MB'}'")


def _entry(one: PendingFile, load: Load) -> FileEntry:
    return new_entry(
        one.file, one.sha256, one.manifest, one.rule_digest, load.landed_at, load.load_id
    )


def _rejected(one: PendingFile, load: Load, error: Exception) -> FileEntry:
    """The entry of a file that fails on its own. An engine's text can quote values: not shown."""
    entry = _entry(one, load)
    entry.status = REJECTED
    told = str(error) if isinstance(error, RecordsUnaccounted) else type(error).__name__
    entry.reason = f"it could not be landed ({told}); export it again"
    return entry


def _entries(
    batch: list[PendingFile],
    load: Load,
    log: FileLog,
    reading: BatchReading,
    counts: DocumentCounts,
) -> list[FileEntry]:
    """What became of each file of the batch. Raises RecordsUnaccounted."""
    entries = []
    loaded_before: set[str] = set()
    duplicates: set[int] = set()
    quarantined = Counter(record.file_no for record in reading.quarantined)
    for file_no, one in enumerate(batch):
        entry = _entry(one, load)
        _fill(entry, file_no, reading, counts, quarantined[file_no])
        if entry.status != REJECTED:
            is_known = one.sha256 in loaded_before or log.is_loaded(one.file, one.sha256)
            if is_known and not entry.landed_records:
                _call_duplicate(entry)
                duplicates.add(file_no)
            loaded_before.add(one.sha256)
        entries.append(entry)
    reading.quarantined = [
        record for record in reading.quarantined if record.file_no not in duplicates
    ]
    return entries


def _check_whether_settled(batch: list[PendingFile], reading: BatchReading) -> None:
    """Rejects, for now, the files that an exporter seems to be still writing."""
    for file_no, one in enumerate(batch):
        if has_changed(one.file):
            reading.unsettled[file_no] = CHANGED
        elif is_still_written(
            one.file, reading.bad_lines.get(file_no, set()), file_no in reading.rejections
        ):
            reading.unsettled[file_no] = UNSETTLED
    reading.rejections.update(reading.unsettled)


def _check_counts(batch: list[PendingFile], reading: BatchReading) -> None:
    """Rejects files that hold another number of records than their manifest declares."""
    for file_no, one in enumerate(batch):
        declared = one.manifest.records
        held = reading.record_counts[file_no]
        if declared is not None and declared != held:
            reading.reject(
                file_no,
                f"its manifest declares {declared} records and it holds {held}; "
                "fetch the file again or correct the manifest",
            )
        elif not held and declared is None and file_no in reading.blank:
            reading.reject(
                file_no, "it is empty, not even an empty page; fetch it again or remove it"
            )


def _name_files(
    connection: duckdb.DuckDBPyConnection, batch: list[PendingFile], reading: BatchReading
) -> None:
    """The temporary table batch_files: what a stored row says of its file. Rejected ones lack."""
    rows = [
        {
            "file_no": file_no,
            "source_file": one.file.source_file,
            "exported_at": one.manifest.exported_at,
        }
        for file_no, one in enumerate(batch)
        if file_no not in reading.rejections
    ]
    columns = {"file_no": "INTEGER", "source_file": "VARCHAR", "exported_at": "TIMESTAMP"}
    load_rows(connection, "batch_files", rows, columns)


def _fill(
    entry: FileEntry,
    file_no: int,
    reading: BatchReading,
    counts: DocumentCounts,
    quarantined_records: int,
) -> None:
    """The counts of one file, proved to add up. Raises RecordsUnaccounted."""
    entry.file_records = reading.record_counts[file_no]
    entry.envelope_total = reading.envelope_totals.get(file_no)
    if file_no in reading.rejections:
        entry.status = REJECTED
        entry.reason = reading.rejections[file_no]
        if file_no in reading.unsettled:
            entry.rule_digest = LOOK_AGAIN
        return
    entry.landed_records = counts.landed[file_no]
    entry.repeated_records = counts.repeated[file_no]
    entry.quarantined_records = quarantined_records
    accounted = entry.landed_records + entry.repeated_records + entry.quarantined_records
    if accounted != entry.file_records:
        raise RecordsUnaccounted(
            f"{entry.source_file} holds {entry.file_records} records, {accounted} are accounted for"
        )


def _call_duplicate(entry: FileEntry) -> None:
    """The same bytes as a loaded file: all of its records, unreadable ones too, were seen."""
    entry.status = DUPLICATE
    entry.reason = "the same bytes were loaded from another file"
    entry.repeated_records = entry.file_records
    entry.quarantined_records = 0
