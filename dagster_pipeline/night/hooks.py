"""The outcome of a night that Dagster started itself (schedule, sensor, UI).

The command writes its own outcome, so its runs, which carry the tag of its landing, are left alone.
A night with nothing new that Dagster started leaves the last outcome as it is.
"""

from datetime import UTC, datetime

import dagster as dg

from dagster_pipeline.night.landed import LANDED_TAG, last_landed
from dagster_pipeline.night.outcome import Ending, write_outcome
from dagster_pipeline.settings import Settings, read_settings


@dg.failure_hook
def tell_failure(context: dg.HookContext) -> None:
    ending = _ending(context)
    if ending:
        write_outcome(
            ending.settings,
            ending.step_failed(context.step_key, str(context.op_exception)),
        )


@dg.success_hook
def tell_release(context: dg.HookContext) -> None:
    ending = _ending(context) if context.op.name == "release" else None
    if ending:
        write_outcome(ending.settings, ending.published())


def _ending(context: dg.HookContext) -> Ending | None:
    record = context.instance.get_run_record_by_id(context.run_id)
    if LANDED_TAG in record.dagster_run.tags:
        return None
    settings: Settings = read_settings()
    ending = Ending(settings, started_at=datetime.fromtimestamp(record.start_time, UTC))
    if context.step_key != "land":
        ending.landed = last_landed(settings)
    return ending
