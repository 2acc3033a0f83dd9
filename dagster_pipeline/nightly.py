"""The command behind `make nightly`: land, decide whether anything is new, build, check, publish.

    python -m dagster_pipeline.nightly

It runs the Dagster job `nightly` in this process, so it needs no daemon. A person reads a few lines
here; the full log lies in <warehouse>/logs.
"""

import logging
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from dagster_pipeline.landing import LandingError, LandingLocked
from dagster_pipeline.night import patience
from dagster_pipeline.night.inputs import is_same_night
from dagster_pipeline.night.landed import Landed, inputs_of, land_tonight
from dagster_pipeline.night.lock import AnotherNightIsRunning, night_lock
from dagster_pipeline.night.log import night_log
from dagster_pipeline.night.outcome import Ending, Outcome, write_outcome
from dagster_pipeline.settings import Settings, SettingsError, read_settings

progress = logging.getLogger("returns.night")


def main() -> int:
    """Runs one night; 0 if a release was published or the published one is already current."""
    try:
        settings = read_settings()
        with night_lock(settings.warehouse):
            outcome = _logged_night(settings)
            print(outcome.message, file=sys.stderr if outcome.has_failed else sys.stdout)
            write_outcome(settings, outcome)
    except (SettingsError, AnotherNightIsRunning) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"{problem.filename or settings.warehouse}: cannot be written ({problem.strerror}); "
            "make room there, or set RETURNS_WAREHOUSE to a folder that can be written to.",
            file=sys.stderr,
        )
        return 1
    return 1 if outcome.has_failed else 0


def _logged_night(settings: Settings) -> Outcome:
    ending = Ending(settings, started_at=datetime.now(UTC))
    with night_log(settings.warehouse / "logs") as log_file:
        try:
            return _night(settings, ending, log_file)
        except LandingError as problem:
            return ending.failed(str(problem))
        except Exception as problem:
            logging.getLogger().exception("The night failed")
            return ending.failed(_innermost(problem), log_file)


def _night(settings: Settings, ending: Ending, log_file: Path) -> Outcome:
    landed = _land(settings)
    ending.landed = landed
    _say(landed.summary())
    if is_same_night(inputs_of(landed, settings), ending.shelf.current_manifest()):
        return ending.current()

    # Imported here because Dagster takes seconds to import, which a night with nothing new saves.
    from dagster_pipeline.night.job import run_nightly_job

    return run_nightly_job(settings, landed, ending, log_file)


def _land(settings: Settings) -> Landed:
    """Lands; where a program has landing.duckdb open, waits and tries again as a step does."""
    for _ in range(patience.RETRIES):
        try:
            return land_tonight(settings, _say)
        except LandingLocked as busy:
            _say(f"waiting {patience.SECONDS_BETWEEN} s: {busy}")
            time.sleep(patience.SECONDS_BETWEEN)
    return land_tonight(settings, _say)


def _say(message: str) -> None:
    progress.info("land     %s", message)


def _innermost(problem: BaseException) -> str:
    """The error that the others are about, named by its kind: the stack trace is in the log."""
    while problem.__cause__ or problem.__context__:
        problem = problem.__cause__ or problem.__context__
    return f"{type(problem).__name__}: {problem}"


if __name__ == "__main__":
    sys.exit(main())
