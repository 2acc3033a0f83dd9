"""The nightly job: land, build, check, publish. One process, so it needs no daemon."""

import dagster as dg

from dagster_pipeline.night.hooks import tell_failure, tell_release


@dg.definitions
def jobs(context: dg.ComponentLoadContext) -> dg.Definitions:
    nightly = dg.define_asset_job(
        name="nightly",
        selection=dg.AssetSelection.all(),
        executor_def=dg.in_process_executor,
        hooks={tell_failure, tell_release},
        description="Land, build, check and publish. A night with nothing new builds nothing.",
    )
    return dg.Definitions(jobs=[nightly])
