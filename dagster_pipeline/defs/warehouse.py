"""The dbt models as assets and the dbt tests as their checks, built in one step.

A blocking check that fails is red on its asset and fails the step, so that publishing never starts.
Which tests a night runs is dbt_project/selectors.yml's to say.
"""

import logging
from collections.abc import Iterator

import dagster as dg
from dagster_dbt import DbtCliInvocation, DbtCliResource, dbt_assets

from dagster_pipeline.night.inputs import is_same_night
from dagster_pipeline.night.landed import inputs_of, last_landed
from dagster_pipeline.night.step_lock import step_lock
from dagster_pipeline.publishing.shelf import Shelf
from dagster_pipeline.settings import read_settings
from dagster_pipeline.warehouse.build_state import begin_build, finish_build
from dagster_pipeline.warehouse.project import prepared_project
from dagster_pipeline.warehouse.red_checks import clear_results

NIGHTLY_SELECTOR = "nightly"

progress = logging.getLogger("returns.night")


@dg.definitions
def warehouse(context: dg.ComponentLoadContext) -> dg.Definitions:
    settings = read_settings()
    project = prepared_project(settings)
    database = settings.warehouse / "warehouse.duckdb"

    @dbt_assets(
        manifest=project.manifest_path, project=project, name="build", selector=NIGHTLY_SELECTOR
    )
    def build(context: dg.AssetExecutionContext, dbt: DbtCliResource) -> Iterator:
        with step_lock(settings.warehouse):
            inputs = inputs_of(last_landed(settings), settings)
            release = Shelf(settings.warehouse)
            if is_same_night(inputs, release.current_manifest()):
                context.log.info(f"Nothing new: {release.current_release()} is already current.")
                return
            if begin_build(database, inputs):
                progress.info("build    from nothing: a new landing file or program")
            clear_results(settings)
            invocation = dbt.cli(
                ["build"],
                context=context,
                target_path=project.target_path,
            )
            yield from invocation.stream()
            finish_build(database, inputs)
            progress.info("build    %s", _count(invocation))

    return dg.Definitions(assets=[build], resources={"dbt": DbtCliResource(project_dir=project)})


def _count(invocation: DbtCliInvocation) -> str:
    results = invocation.get_artifact("run_results.json")["results"]
    checks = sum(result["unique_id"].startswith("test.") for result in results)
    return f"{len(results) - checks} models and seeds built, {checks} checks green"
