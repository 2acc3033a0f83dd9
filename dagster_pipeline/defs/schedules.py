"""The nightly schedule, for those who run the Dagster daemon instead of cron."""

import dagster as dg


@dg.definitions
def schedules(context: dg.ComponentLoadContext) -> dg.Definitions:
    nightly = dg.ScheduleDefinition(
        name="nightly_schedule",
        job_name="nightly",
        cron_schedule="30 2 * * *",
        execution_timezone="UTC",
        description="Every night at 02:30 UTC. Off until it is switched on.",
    )
    return dg.Definitions(schedules=[nightly])
