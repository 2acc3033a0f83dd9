"""The night's lock, as a Dagster step takes it: a busy warehouse is tried again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import duckdb

from dagster_pipeline.landing import LandingLocked
from dagster_pipeline.night import patience
from dagster_pipeline.night.lock import AnotherNightIsRunning, night_lock
from dagster_pipeline.warehouse.build_state import is_held_by_another


class FileIsOpenElsewhere(Exception):
    """A program other than the night has one of the private files open."""


@contextmanager
def step_lock(warehouse: Path) -> Iterator[None]:
    """Holds the night's lock for one step. Another night, or a program that has one of the private
    files open, makes the step wait and try again, three times in all; any other error is the
    step's own."""
    try:
        with night_lock(warehouse):
            yield
    except (AnotherNightIsRunning, LandingLocked) as busy:
        raise _later() from busy
    except duckdb.IOException as problem:
        if not is_held_by_another(problem):
            raise
        raise _later() from FileIsOpenElsewhere(
            f"Another program has a file of {warehouse} open; close it, then run again "
            f"({str(problem).splitlines()[0]})"
        )


def _later() -> dg.RetryRequested:
    return dg.RetryRequested(patience.RETRIES, patience.SECONDS_BETWEEN)
