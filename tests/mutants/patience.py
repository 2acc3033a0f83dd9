"""How long and how large a query with a fault in it may grow: one that has lost what ends it, such
as the key of a recursion, is noticed by that."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

SECONDS_TO_RUN = 10.0
MEMORY_TO_TAKE = "1GB"


def keep_small(connection: duckdb.DuckDBPyConnection) -> None:
    """No more memory than that, and nothing on disk in its place."""
    connection.execute(f"set memory_limit = '{MEMORY_TO_TAKE}'")
    connection.execute("set temp_directory = ''")


@contextmanager
def within_its_time(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupts what still runs when the time is over: duckdb.InterruptException."""
    watch = threading.Timer(SECONDS_TO_RUN, connection.interrupt)
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
