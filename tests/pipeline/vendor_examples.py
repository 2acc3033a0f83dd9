"""Lands and stages vendors' example payloads, for tests that look at what came of them.

Only the way through landing and staging belongs here; which payloads, and what they must say, is
each test's own.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_pipeline.landing import land
from dagster_pipeline.settings import DBT_PROJECT, Settings

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads"

Rows = Callable[[str], list[tuple]]


def stage_examples(
    folder: Path, objects: dict[str, str], reference: dict[str, str], selection: list[str]
) -> Rows:
    """A query on the staged examples and, as catalog `landing`, on what landed.

    `objects` gives each payload (path below tests/payloads) its folder below the exports; every
    model and check of `selection` must pass.
    """
    for name, landed_as in objects.items():
        export = folder / "exports" / landed_as / Path(name).name
        export.parent.mkdir(parents=True, exist_ok=True)
        export.write_bytes((PAYLOADS / name).read_bytes())
    (folder / "reference").mkdir()
    for name, content in reference.items():
        (folder / "reference" / f"{name}.csv").write_text(content)
    settings = Settings(
        exports=folder / "exports",
        reference=folder / "reference",
        warehouse=folder / "warehouse",
        as_of=None,
        landed_at=datetime(2026, 10, 1, tzinfo=UTC),
        keep_releases=30,
        memory_limit="1GiB",
        alert_command=None,
    )
    land(settings)
    _build(settings.warehouse, selection)

    def query(sql: str) -> list[tuple]:
        with duckdb.connect(str(settings.warehouse / "warehouse.duckdb"), read_only=True) as build:
            build.execute(f"attach '{settings.landing_file}' as landing (read_only)")
            return build.execute(sql).fetchall()

    return query


def _build(warehouse: Path, selection: list[str]) -> None:
    environ = os.environ | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "RETURNS_WAREHOUSE": str(warehouse),
        "RETURNS_MEMORY_LIMIT": "1GiB",
    }
    build = subprocess.run(
        [
            "dbt", "build", "--select", *selection, "--exclude-resource-type", "unit_test",
            # A check that also reads what the selection leaves out has nothing to read.
            "--indirect-selection", "cautious",
            "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT),
            "--target-path", str(warehouse / "dbt"), "--log-path", str(warehouse / "logs"),
        ],
        env=environ,
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert build.returncode == 0, build.stdout
