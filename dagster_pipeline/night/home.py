"""Dagster's home: its run history lies in the warehouse folder, its telemetry is off."""

import os
import sqlite3

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


def write_history_lazily() -> None:
    """Leaves it to the operating system when the run history reaches the disk.

    Dagster commits each of a night's thousand events to SQLite by itself, three times over, and a
    flush for each took a third of the night. A power cut may cost the history's last seconds; no
    release depends on it.
    """
    from sqlalchemy import Engine, event

    @event.listens_for(Engine, "connect")
    def no_flush(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("pragma synchronous = off")
