"""Where the dbt project lies, and its manifest, parsed when missing or older than the project."""

import os
from collections.abc import Iterator
from pathlib import Path

from dagster_dbt import DbtProject

from dagster_pipeline.settings import DBT_PROJECT, PROJECT_ROOT, Settings

VOCABULARY = PROJECT_ROOT / "seeds" / "vocabulary"


def prepared_project(settings: Settings) -> DbtProject:
    """The dbt project with a manifest that is as new as its files; dbt's target lies in the
    warehouse folder, so that two warehouses never share one."""
    _tell_dbt(settings)
    project = DbtProject(
        project_dir=DBT_PROJECT,
        profiles_dir=DBT_PROJECT,
        target_path=settings.warehouse / "dbt",
    )
    if _is_stale(project.manifest_path):
        project.preparer.prepare(project)
    return project


def _tell_dbt(settings: Settings) -> None:
    """dbt reads its profile's paths from the environment and inherits ours."""
    os.environ["RETURNS_WAREHOUSE"] = str(settings.warehouse)
    os.environ["RETURNS_MEMORY_LIMIT"] = settings.memory_limit
    os.environ["DO_NOT_TRACK"] = "1"
    # At its default, debug, the log file took a sixth of the build to write.
    os.environ.setdefault("DBT_LOG_LEVEL_FILE", "info")


def _is_stale(manifest: Path) -> bool:
    if not manifest.exists():
        return True
    parsed_at = manifest.stat().st_mtime_ns
    return any(file.stat().st_mtime_ns > parsed_at for file in _project_files())


def _project_files() -> Iterator[Path]:
    for folder in (DBT_PROJECT, VOCABULARY):
        # Folders count too: a deleted file changes nothing but its folder's own time.
        yield from (folder, *folder.rglob("*"))
