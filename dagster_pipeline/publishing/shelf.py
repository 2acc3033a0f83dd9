"""The shelf of releases: which one is current, putting a new one in place, removing old ones.

`current` is a relative symlink, so the warehouse folder can be moved or mounted elsewhere. A reader
that has a release open keeps it, flipped or pruned, until it reconnects.
"""

import os
import shutil
from pathlib import Path

from dagster_pipeline.publishing.manifest import read_manifest

_BUILDING = ".building-"
_REMOVING = ".removing-"


class Shelf:
    """<warehouse>/releases and <warehouse>/current."""

    def __init__(self, warehouse: Path) -> None:
        self.releases = warehouse / "releases"
        self.current = warehouse / "current"

    def current_release(self) -> Path | None:
        """The folder of the current release, if there is one."""
        if not self.current.is_symlink() or not self.current.exists():
            return None
        return self.releases / self.current.readlink().name

    def current_manifest(self) -> dict | None:
        release = self.current_release()
        return read_manifest(release) if release else None

    def start(self, run_id: str) -> Path:
        """An empty folder to build a release in; what an interrupted night left is removed."""
        self.releases.mkdir(parents=True, exist_ok=True)
        for prefix in (_BUILDING, _REMOVING):
            for unfinished in self.releases.glob(f"{prefix}*"):
                shutil.rmtree(unfinished)
        folder = self.releases / f"{_BUILDING}{run_id}"
        folder.mkdir()
        return folder

    def put_in_place(self, building: Path) -> Path:
        """Makes a finished folder read-only and current, in one atomic step. Its bytes are on disk
        before its name is, and its name before `current` points to it."""
        for path in building.rglob("*"):
            if path.is_file():
                path.chmod(0o444)
            _flush(path)
        _flush(building)
        release = self.releases / building.name.removeprefix(_BUILDING)
        building.rename(release)
        _flush(self.releases)
        self._flip(release)
        return release

    def prune(self, keep: int, signed: set[str]) -> list[str]:
        """Removes all but the newest `keep` releases, the current one and the signed ones, which do
        not count; returns the removed run ids. A release leaves the shelf by one rename, so that no
        half of one ever lies there."""
        current = self.current_release()
        others = sorted(
            folder.name
            for folder in self.releases.iterdir()
            if folder.is_dir()
            and not folder.name.startswith(".")
            and folder.name not in signed
            and folder != current
        )
        removed = others[: max(len(others) - keep, 0)]
        for run_id in removed:
            leaving = self.releases / f"{_REMOVING}{run_id}"
            (self.releases / run_id).rename(leaving)
            shutil.rmtree(leaving)
        return removed

    def _flip(self, release: Path) -> None:
        temporary = self.current.with_name(".current.tmp")
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(Path("releases") / release.name)
        temporary.replace(self.current)
        _flush(self.current.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
