"""Publishing a finished build: copy, describe, put in place, prune."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_pipeline.publishing.database import copy_published_schemas
from dagster_pipeline.publishing.manifest import write_manifest
from dagster_pipeline.publishing.parquet import write_parquet
from dagster_pipeline.publishing.shelf import Shelf
from dagster_pipeline.settings import Settings


@dataclass(frozen=True)
class Release:
    """A published release: its folder, the business date it speaks of, rows by `schema.table`."""

    folder: Path
    as_of: str
    rows: dict[str, int]
    pruned: list[str]


def publish(settings: Settings, inputs: dict[str, str], dagster_run_id: str) -> Release:
    """Publishes what warehouse.duckdb holds. The caller answers for the build: finished, every
    blocking check green, `inputs` what it was made from."""
    run_id = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{dagster_run_id[:8]}"
    shelf = Shelf(settings.warehouse)
    building = shelf.start(run_id)

    copy_published_schemas(settings, building / "returns.duckdb")
    rows = write_parquet(settings, building / "returns.duckdb", building / "parquet")
    as_of = _as_of(settings.warehouse / "warehouse.duckdb")
    write_manifest(
        building,
        run_id=run_id,
        dagster_run_id=dagster_run_id,
        as_of=as_of,
        inputs=inputs,
        rows=rows,
    )
    release = shelf.put_in_place(building)
    pruned = shelf.prune(settings.keep_releases, _signed_releases(settings))
    return Release(folder=release, as_of=as_of, rows=rows, pruned=pruned)


def _as_of(warehouse: Path) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        row = connection.execute("select cast(as_of as varchar) from intermediate.int_as_of")
        return row.fetchone()[0]


def _signed_releases(settings: Settings) -> set[str]:
    """Releases that a sign-off names stay: they are what was signed."""
    with duckdb.connect(str(settings.landing_file), read_only=True) as connection:
        rows = connection.execute(
            "select release_id from reference.period_signoffs where release_id is not null"
        ).fetchall()
    return {release_id for (release_id,) in rows}
