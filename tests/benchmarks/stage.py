"""One stage of a night, without Dagster around it: `python -m tests.benchmarks.stage <name>`."""

import subprocess
import sys
import uuid

from dagster_pipeline.defs.warehouse import NIGHTLY_SELECTOR
from dagster_pipeline.night.landed import inputs_of, land_tonight, last_landed
from dagster_pipeline.publishing.release import publish
from dagster_pipeline.settings import DBT_PROJECT, Settings, read_settings
from dagster_pipeline.warehouse.build_state import begin_build, built_inputs, finish_build
from dagster_pipeline.warehouse.project import prepared_project


def land(settings: Settings) -> None:
    land_tonight(settings, lambda message: None)


def parse(settings: Settings) -> None:
    prepared_project(settings)


def build(settings: Settings) -> None:
    """dbt alone, with a manifest that is there."""
    project = prepared_project(settings)
    database = settings.warehouse / "warehouse.duckdb"
    inputs = inputs_of(last_landed(settings), settings)
    begin_build(database, inputs)
    subprocess.run(
        [
            *("dbt", "--quiet", "build", "--selector", NIGHTLY_SELECTOR),
            *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
            *("--target-path", str(project.target_path), "--log-path", str(project.target_path)),
        ],
        check=True,
    )
    finish_build(database, inputs)


def publish_built(settings: Settings) -> None:
    inputs = built_inputs(settings.warehouse / "warehouse.duckdb")
    publish(settings, inputs.as_manifest(), uuid.uuid4().hex)


STAGES = {"land": land, "parse": parse, "build": build, "publish": publish_built}

if __name__ == "__main__":
    STAGES[sys.argv[1]](read_settings())
