"""Running the Dagster job `nightly` in this process, and reading how it ended."""

from pathlib import Path

import dagster as dg

from dagster_pipeline.definitions import defs
from dagster_pipeline.night.home import use_dagster_home
from dagster_pipeline.night.landed import LANDED_TAG, Landed
from dagster_pipeline.night.outcome import Ending, Outcome
from dagster_pipeline.settings import Settings
from dagster_pipeline.warehouse.red_checks import clear_results, red_checks


def run_nightly_job(settings: Settings, landed: Landed, ending: Ending, log_file: Path) -> Outcome:
    """Builds, checks and publishes what has landed."""
    use_dagster_home(settings)
    clear_results(settings)
    job = defs().resolve_job_def("nightly")
    with dg.DagsterInstance.get() as instance:
        result = job.execute_in_process(
            instance=instance,
            tags={LANDED_TAG: str(landed.load_id)},
            raise_on_error=False,
        )
    if result.success:
        return ending.published()
    red = red_checks(settings)
    if red:
        return ending.red(red, log_file)
    return ending.failed(_reason(result), log_file)


def _reason(result: dg.ExecuteInProcessResult) -> str:
    """The innermost error of the first step that failed, without its stack trace."""
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            while error.cause:
                error = error.cause
            return f"Step {event.step_key} failed: {error.message.strip()}"
    return "The run did not succeed."
