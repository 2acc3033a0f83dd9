"""One asset per landed table, all landed in one step.

The tables are the dbt sources themselves, so a new source is a new asset with the key that dbt's
models depend on; nothing is listed here.
"""

import json
from collections.abc import Iterator

import dagster as dg
import duckdb
from dagster_dbt import DbtProject

from dagster_pipeline.night.landed import LANDED_TAG, Landed, land_tonight, last_landed
from dagster_pipeline.night.step_lock import step_lock
from dagster_pipeline.settings import Settings, read_settings
from dagster_pipeline.warehouse.project import prepared_project

_NO_ROWS = {"landed_rows": 0, "repeated_rows": 0, "quarantined_rows": 0, "rejected_files": 0}


@dg.definitions
def landing(context: dg.ComponentLoadContext) -> dg.Definitions:
    settings = read_settings()
    specs = _specs(prepared_project(settings))

    @dg.multi_asset(name="land", specs=specs)
    def land_exports(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
        with step_lock(settings.warehouse):
            landed = _landed(context, settings)
        rows = _rows_by_table(settings, landed.load_id)
        for spec in specs:
            yield dg.MaterializeResult(asset_key=spec.key, metadata=rows.get(spec.key, _NO_ROWS))

    return dg.Definitions(assets=[land_exports])


def _specs(project: DbtProject) -> list[dg.AssetSpec]:
    manifest = json.loads(project.manifest_path.read_text())
    return [
        dg.AssetSpec(
            key=[source["source_name"], source["name"]],
            description=source["description"],
            group_name="landing",
            kinds={"duckdb"},
        )
        for source in manifest["sources"].values()
        if source["database"] == "landing"
    ]


def _landed(context: dg.AssetExecutionContext, settings: Settings) -> Landed:
    if context.run.tags.get(LANDED_TAG):
        return last_landed(settings)
    return land_tonight(settings, context.log.info)


def _rows_by_table(settings: Settings, load_id: int) -> dict[dg.AssetKey, dict[str, int]]:
    """What this landing brought, by asset. The connection is closed before dbt opens the file."""
    with duckdb.connect(str(settings.landing_file), read_only=True) as connection:
        rows = connection.execute(
            """
            select
                source_system,
                object,
                coalesce(sum(landed_records), 0) as landed_rows,
                coalesce(sum(repeated_records), 0) as repeated_rows,
                coalesce(sum(quarantined_records), 0) as quarantined_rows,
                count(*) filter (where status = 'rejected') as rejected_files
            from control.files
            where load_id = ?
            group by source_system, object
            """,
            [load_id],
        ).fetchall()
    return {
        dg.AssetKey([system, name]): dict(zip(_NO_ROWS, map(int, counts), strict=True))
        for system, name, *counts in rows
        if system and name
    }
