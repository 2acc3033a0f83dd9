"""`landing.duckdb`: opening it, and the tables that always exist in it.

Append-only and written by landing alone; everything else attaches it read-only. Only kept paths
reach this file: raw texts live in the connection's memory.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from dagster_pipeline.landing.errors import LandingError, LandingLocked
from dagster_pipeline.landing.record_sql import quoted
from dagster_pipeline.landing.reference_tables import REFERENCE_TABLES
from dagster_pipeline.landing.sources import LandingRule
from dagster_pipeline.settings import Settings

# The store itself fails: a full or read-only disk, a damaged file. No export is to blame.
STORE_FAILURES = (
    duckdb.IOException,
    duckdb.TransactionException,
    duckdb.SerializationException,
    duckdb.FatalException,
    duckdb.InternalException,
)
_NOT_WRITABLE = ("No space left", "File too large", "Read-only file system", "Permission denied")

ENOUGH_MEMORY = "1GiB"
IN_MEMORY = "in_memory"
"""A database beside the file that all connections of the process share."""
RAW_COLUMNS = """
    source_system varchar, source_instance varchar, document_id varchar, version_at varchar,
    created_at varchar, payload varchar, content_hash varchar, exported_at timestamp,
    source_file varchar, source_line bigint, landed_at timestamp, load_id bigint
"""

CONTROL_TABLES = {
    "files": """
        source_system varchar, source_instance varchar, object varchar, source_file varchar,
        file_sha256 varchar, file_bytes bigint, modified_ns bigint, status varchar, reason varchar,
        declared_records bigint, envelope_total bigint, file_records bigint,
        landed_records bigint, repeated_records bigint, quarantined_records bigint,
        exported_at timestamp, covers_from date, covers_to date,
        landed_at timestamp, load_id bigint,
        -- what landing compares to know that nothing has changed
        manifest_state varchar, rule_digest varchar
    """,
    "quarantined_records": """
        source_system varchar, source_instance varchar, object varchar, source_file varchar,
        source_line bigint, reason varchar, raw_text varchar, landed_at timestamp, load_id bigint
    """,
    "dropped_paths": """
        source_system varchar, source_instance varchar, object varchar, path varchar,
        documents_count bigint
    """,
    "findings": """
        source_system varchar, source_instance varchar, object varchar, source_file varchar,
        source_line bigint, path varchar, reason varchar, landed_at timestamp, load_id bigint
    """,
    "runs": "load_id bigint, landed_at timestamp, requested_as_of date",
    "reference_tables": "table_name varchar, content_hash varchar, landed_at timestamp",
    "landing": "landing_id varchar, created_at timestamp",
}


@contextmanager
def open_landing(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to landing.duckdb, closed at the end.

    Raises LandingLocked where another process holds the file, LandingError where it is no
    database of ours, is damaged, or cannot be written, be it in the middle of the work.
    """
    file = settings.landing_file
    try:
        settings.warehouse.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(file))
    except OSError as error:
        raise LandingError(
            f"{settings.warehouse}: cannot be written ({error.strerror}); "
            "set RETURNS_WAREHOUSE to a folder that can"
        ) from None
    except duckdb.Error as error:
        if is_locked(error):
            raise LandingLocked(
                f"{file}: another process holds it, a run that is still going or an open client; "
                "let it end or close it, then run again"
            ) from None
        raise LandingError(_why_unusable(file, error)) from None
    try:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set enable_progress_bar = false")
        # Landing reads two chunks at once; threads of the engine's own, for statements as small as
        # its, took half as much CPU again and no less time [M].
        connection.execute("set threads = 1")
        _limit_memory(connection, settings.memory_limit)
        connection.execute(f"attach ':memory:' as {IN_MEMORY}")
        yield connection
    except STORE_FAILURES as error:
        raise LandingError(_why_unusable(file, error)) from None
    finally:
        connection.close()


def _limit_memory(connection: duckdb.DuckDBPyConnection, limit: str) -> None:
    """Gives landing the same memory for a file of any size, as the engine takes all it is given.

    What it puts aside on the disk meanwhile can hold raw texts, and is encrypted.
    """
    allowed, enough = connection.execute(
        "select parse_formatted_bytes(?), parse_formatted_bytes(?)", [limit, ENOUGH_MEMORY]
    ).fetchone()
    connection.execute(f"set memory_limit = '{min(allowed, enough)}B'")
    connection.execute("set temp_file_encryption = true")


def is_locked(error: duckdb.Error) -> bool:
    """Whether opening a file failed because another process holds it."""
    return isinstance(error, duckdb.ConnectionException) or "lock on file" in str(error).lower()


def _why_unusable(file: Path, error: duckdb.Error) -> str:
    told = str(error).strip().splitlines()[0]
    for reason in _NOT_WRITABLE:
        if reason in told:
            return (
                f"{file}: cannot be written ({reason}); make room or give the right to write, then "
                "run again: what has landed stays landed, the rest lands then"
            )
    return (
        f"{file}: cannot be used ({told}); put your backup of it back, or run "
        "`make rebuild-landing`, which lands the exports anew"
    )


def create_tables(
    connection: duckdb.DuckDBPyConnection,
    rules: dict[tuple[str, str], LandingRule],
    created_at: datetime,
) -> None:
    """Every raw, control and reference table that does not exist yet, empty."""
    for system, object_name in rules:
        connection.execute(f"create schema if not exists {quoted(system)}")
        connection.execute(
            f"create table if not exists {quoted(system)}.{quoted(object_name)} ({RAW_COLUMNS})"
        )
    connection.execute("create schema if not exists control")
    for name, columns in CONTROL_TABLES.items():
        connection.execute(f"create table if not exists control.{name} ({columns})")
    connection.execute("create schema if not exists reference")
    for table in REFERENCE_TABLES.values():
        columns = ", ".join(f"{quoted(column.name)} varchar" for column in table.columns)
        connection.execute(
            f"create table if not exists reference.{table.name} "
            f"({columns}, source_file varchar, source_line bigint)"
        )
    connection.execute(
        "insert into control.landing select ?, ? where not exists (from control.landing)",
        [str(uuid.uuid4()), created_at],
    )
