"""The night's lock, as a Dagster step takes it: a busy warehouse is tried again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import duckdb

from dagster_pipeline.landing import LandingLocked
from dagster_pipeline.night.lock import AnotherNightIsRunning, night_lock

_RETRIES = 3
_SECONDS_BETWEEN = 30


@contextmanager
def step_lock(warehouse: Path) -> Iterator[None]:
    """Holds the night's lock for one step. Another night, or a program that has one of the private
    files open, makes the step wait and try again, three times in all; any other error is the
    step's own."""
    try:
        with night_lock(warehouse):
            yield
    except (AnotherNightIsRunning, LandingLocked) as busy:
        raise dg.RetryRequested(_RETRIES, _SECONDS_BETWEEN) from busy
    except duckdb.IOException as problem:
        if "Could not set lock" not in str(problem):
            raise
        raise dg.RetryRequested(_RETRIES, _SECONDS_BETWEEN) from problem
