"""Runs Dagster's `dg` with this warehouse's home: `python -m dagster_pipeline.dg dev`."""

import os
import sys

from dagster_pipeline.night.home import use_dagster_home
from dagster_pipeline.settings import SettingsError, read_settings


def main(arguments: list[str]) -> None:
    """Becomes `dg`; the run history, and that telemetry is off, lie in the warehouse folder."""
    try:
        use_dagster_home(read_settings())
    except SettingsError as problem:
        sys.exit(str(problem))
    os.execvp("dg", ["dg", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
