"""Publishes what warehouse.duckdb holds, with no night around it, so that it can be killed.

The current release alone is kept, so that there is always one to remove.
"""

import sys
import uuid
from dataclasses import replace

from dagster_pipeline.night.lock import night_lock
from dagster_pipeline.publishing.release import publish
from dagster_pipeline.settings import read_settings
from dagster_pipeline.warehouse.build_state import built_inputs


def main() -> int:
    settings = read_settings()
    with night_lock(settings.warehouse):
        inputs = built_inputs(settings.warehouse / "warehouse.duckdb")
        publish(replace(settings, keep_releases=0), inputs.as_manifest(), uuid.uuid4().hex)
    return 0


if __name__ == "__main__":
    sys.exit(main())
