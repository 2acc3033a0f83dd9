"""One night at a time per warehouse folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Folders whose lock this process holds: the command holds it for the whole night, the steps that
# it runs ask again.
_held: set[Path] = set()


class AnotherNightIsRunning(Exception):
    """Another process is writing to the warehouse folder."""


@contextmanager
def night_lock(warehouse: Path) -> Iterator[None]:
    """Holds <warehouse>/night.lock; the operating system releases it even if the process dies.

    Raises AnotherNightIsRunning, naming the process that holds it."""
    if warehouse in _held:
        yield
        return
    warehouse.mkdir(parents=True, exist_ok=True)
    with (warehouse / "night.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise AnotherNightIsRunning(
                f"Another night is writing to {warehouse} (process {holder}). "
                "Wait until it ends; nothing was changed."
            ) from taken
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        _held.add(warehouse)
        try:
            yield
        finally:
            _held.discard(warehouse)
