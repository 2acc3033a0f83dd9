"""`landing.duckdb`: opening it, how much memory it may take, and what is wrong where it fails.

Append-only and written by landing alone; everything else attaches it read-only. Only kept paths
reach this file: raw texts live in the connection's memory. Its tables are storing/tables.py's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dagster_pipeline.landing.errors import LandingError, LandingLocked
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
