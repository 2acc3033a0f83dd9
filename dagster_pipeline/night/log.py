"""What a person sees of a night, and where the rest goes.

Dagster and dbt write thousands of lines. They go to a file, child processes included; the logger
`returns.night` alone speaks to the person, one line per step.
"""

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

_KEPT_LOGS = 60


@contextmanager
def night_log(folder: Path) -> Iterator[Path]:
    """Sends this process's output to a new log file in `folder`, whose path it gives; progress
    lines go to both."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.glob("night-*.log"))[: -_KEPT_LOGS + 1]:
        old.unlink()
    log_file = folder / f"night-{datetime.now(UTC):%Y%m%d-%H%M%S}.log"
    person = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)
    with (
        person,
        log_file.open("w", buffering=1) as log,
        _output_to(log.fileno()),
        _progress_to(person, log),
    ):
        yield log_file


@contextmanager
def _output_to(target: int) -> Iterator[None]:
    """Redirects the file descriptors themselves: dbt runs as a child process and inherits them."""
    streams = (sys.stdout, sys.stderr)
    kept = [os.dup(stream.fileno()) for stream in streams]
    try:
        for stream in streams:
            stream.flush()
            os.dup2(target, stream.fileno())
        yield
    finally:
        for stream, original in zip(streams, kept, strict=True):
            stream.flush()
            os.dup2(original, stream.fileno())
            os.close(original)


@contextmanager
def _progress_to(*streams) -> Iterator[None]:
    progress = logging.getLogger("returns.night")
    progress.setLevel(logging.INFO)
    handlers = [logging.StreamHandler(stream) for stream in streams]
    for handler in handlers:
        handler.setFormatter(_Seconds())
        progress.addHandler(handler)
    try:
        yield
    finally:
        for handler in handlers:
            progress.removeHandler(handler)


class _Seconds(logging.Formatter):
    """`  12.3 s  message`, the seconds since the night began."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.time()

    def format(self, record: logging.LogRecord) -> str:
        return f"{record.created - self._began:6.1f} s  {record.getMessage()}"
