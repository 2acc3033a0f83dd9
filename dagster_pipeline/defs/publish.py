"""The release: an asset after every model and check, so that it is the gate.

Depending on all of them, it runs only when each was built and no blocking check was red.
"""

import json
import logging
from pathlib import Path

import dagster as dg
from dagster_dbt import DagsterDbtTranslator

from dagster_pipeline.night.step_lock import step_lock
from dagster_pipeline.publishing.database import PUBLISHED_SCHEMAS
from dagster_pipeline.publishing.release import publish
from dagster_pipeline.settings import read_settings
from dagster_pipeline.warehouse.build_state import built_inputs
from dagster_pipeline.warehouse.project import prepared_project

progress = logging.getLogger("returns.night")


@dg.definitions
def publishing(context: dg.ComponentLoadContext) -> dg.Definitions:
    settings = read_settings()

    @dg.asset(
        key="release",
        deps=_published_models(prepared_project(settings).manifest_path),
        group_name="publishing",
        kinds={"duckdb", "parquet"},
        description="The folder that `current` points to: what finance and BI tools open.",
    )
    def release(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        with step_lock(settings.warehouse):
            inputs = built_inputs(settings.warehouse / "warehouse.duckdb")
            published = publish(settings, inputs.as_manifest(), context.run_id)
        progress.info("publish  %s tables and views", len(published.rows))
        return dg.MaterializeResult(
            metadata={
                "folder": dg.MetadataValue.path(published.folder),
                "as_of": published.as_of,
                "rows": sum(published.rows.values()),
                "pruned_releases": len(published.pruned),
            }
        )

    return dg.Definitions(assets=[release])


def _published_models(manifest_path: Path) -> list[dg.AssetKey]:
    manifest = json.loads(manifest_path.read_text())
    translator = DagsterDbtTranslator()
    return [
        translator.get_asset_key(node)
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] in PUBLISHED_SCHEMAS
    ]
