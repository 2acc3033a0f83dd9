"""Running the Dagster job `nightly` in this process, and reading how it ended."""

from pathlib import Path

import dagster as dg
from dagster_shared.error import SerializableErrorInfo

from dagster_pipeline.definitions import defs
from dagster_pipeline.night.home import use_dagster_home, write_history_lazily
from dagster_pipeline.night.landed import LANDED_TAG, Landed
from dagster_pipeline.night.outcome import Ending, Outcome
from dagster_pipeline.settings import Settings


def run_nightly_job(settings: Settings, landed: Landed, ending: Ending, log_file: Path) -> Outcome:
    """Builds, checks and publishes what has landed."""
    use_dagster_home(settings)
    write_history_lazily()
    job = defs().resolve_job_def("nightly")
    with dg.DagsterInstance.get() as instance:
        result = job.execute_in_process(
            instance=instance,
            tags={LANDED_TAG: str(landed.load_id)},
            raise_on_error=False,
        )
    if result.success:
        return ending.published()
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            return ending.step_failed(event.step_key, _said(_innermost(error)), log_file)
    return ending.failed("The run ended without saying why.", log_file)


def _said(error: SerializableErrorInfo) -> str:
    """The error's text; one of ours was written for a person and needs no class before it."""
    named, _, text = error.message.partition(": ")
    return text if named.startswith("dagster_pipeline.") else error.message


def _innermost(error: SerializableErrorInfo) -> SerializableErrorInfo:
    return _innermost(error.cause) if error.cause else error
