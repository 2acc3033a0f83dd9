"""Dagster's home: its run history lies in the warehouse folder, its telemetry is off."""

import os

from dagster_pipeline.settings import Settings

_INSTANCE = """\
# Written once; yours to change.
telemetry:
  enabled: false
"""


def use_dagster_home(settings: Settings) -> None:
    """Points this process and its children at <warehouse>/dagster, unless DAGSTER_HOME is set."""
    home = os.environ.setdefault("DAGSTER_HOME", str(settings.warehouse / "dagster"))
    instance = settings.warehouse.joinpath(home, "dagster.yaml")
    instance.parent.mkdir(parents=True, exist_ok=True)
    if not instance.exists():
        instance.write_text(_INSTANCE)
