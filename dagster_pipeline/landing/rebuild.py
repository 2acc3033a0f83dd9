"""A new landing.duckdb from the exports, with each file's `landed_at` as it was.

What cannot be read from an export, when it was landed, is taken from the landing file that is
replaced where that can still be read, else from the control totals of the current release, by the
file's path and sha256, or by the latter alone where it was renamed. Files land in the order in
which they once did, so that versions without a stamp come out in their order. An export that was
removed or overwritten since cannot be brought back: the outcome names it.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_pipeline.landing.engine.database import is_locked
from dagster_pipeline.landing.errors import LandingError, LandingLocked
from dagster_pipeline.landing.files.discovery import ExportFile, find_export_files
from dagster_pipeline.landing.land import STAGING_FOLDER, land_files
from dagster_pipeline.landing.outcome import LandingOutcome
from dagster_pipeline.settings import Settings

LANDED_FILES = "select source_file, file_sha256, landed_at from {} where file_sha256 is not null"

FileContent = tuple[str, str]
"""A file's path below the exports folder, and the sha256 of its bytes."""


@dataclass
class Rebuilt:
    """What a rebuild did."""

    outcome: LandingOutcome
    moved_to: Path | None
    """Where the landing file that was there lies now."""
    known_from: str | None
    """Where the instants of landing were read; None where nothing had them."""
    lost: list[str]
    """Files that were landed once and are no longer in the exports as they were."""

    def lines(self) -> list[str]:
        """A short plain summary."""
        told = []
        if self.moved_to:
            told.append(f"the landing file that was there is kept as {self.moved_to}")
        if self.known_from:
            told.append(f"landed_at of each file as recorded in {self.known_from}")
        else:
            told.append("no record of earlier landings was found: landed_at is now")
        told += [f"no longer in the exports as it was landed: {name}" for name in self.lost]
        return told + self.outcome.lines()


def rebuild(
    settings: Settings,
    progress: Callable[[str], None] = lambda line: None,
    staging_folder: Path = STAGING_FOLDER,
) -> Rebuilt:
    """Moves landing.duckdb aside and lands every export again.

    Raises LandingError; the file that was there is put back then.
    """
    files = find_export_files(settings.exports)
    known_from, landed = _known_landings(settings)
    moved_to = _move_aside(settings.landing_file)
    try:
        outcome, lost = _land_again(settings, files, landed, progress, staging_folder)
    except BaseException:
        if moved_to:
            moved_to.replace(settings.landing_file)
        raise
    return Rebuilt(outcome, moved_to, known_from, lost)


def _land_again(
    settings: Settings,
    files: list[ExportFile],
    landed: dict[FileContent, datetime],
    progress: Callable[[str], None],
    staging_folder: Path,
) -> tuple[LandingOutcome, list[str]]:
    """Landing by landing, in their order; what was never landed comes last, now."""
    first_of_bytes: dict[str, datetime] = {}
    for (_, sha256), landed_at in sorted(landed.items(), key=lambda item: item[1]):
        first_of_bytes.setdefault(sha256, landed_at)
    now = (settings.landed_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    landings: dict[datetime, list[ExportFile]] = {}
    present: set[str] = set()
    for file in files:
        sha256 = _sha256(file)
        present.add(sha256)
        landed_at = landed.get((file.source_file, sha256)) or first_of_bytes.get(sha256, now)
        landings.setdefault(landed_at, []).append(file)
    ordered = sorted(landings.items()) or [(now, [])]
    outcome = land_files(settings, ordered, progress, staging_folder)
    return outcome, sorted({name for name, sha256 in landed if sha256 not in present})


def _sha256(file: ExportFile) -> str:
    """Empty where the file cannot be opened: it will be rejected."""
    try:
        return file.sha256()
    except OSError:
        return ""


def _known_landings(settings: Settings) -> tuple[str | None, dict[FileContent, datetime]]:
    """Where the instants of landing are known from, and the first of each file's bytes."""
    release = settings.warehouse / "current" / "returns.duckdb"
    places = ((settings.landing_file, "control.files"), (release, "marts.fct_control_totals"))
    for file, table in places:
        landed = _landings_in(file, table)
        if landed:
            return str(file), landed
    return None, {}


def _landings_in(file: Path, table: str) -> dict[FileContent, datetime]:
    """Raises LandingLocked; a file that is missing or cannot be read knows nothing."""
    if not file.exists():
        return {}
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            rows = connection.execute(LANDED_FILES.format(table)).fetchall()
    except duckdb.Error as error:
        if is_locked(error):
            raise LandingLocked(
                f"{file}: another process holds it; let it end, then rebuild"
            ) from None
        return {}
    landed: dict[FileContent, datetime] = {}
    for name, sha256, landed_at in sorted(rows, key=lambda row: row[2]):
        landed.setdefault((name, sha256), landed_at)
    return landed


def _move_aside(file: Path) -> Path | None:
    """Renames a landing file, and its write-ahead log, so that nothing is ever deleted."""
    if not file.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = file.with_name(f"{file.name}.before-{stamp}")
    try:
        file.replace(target)
        log = file.with_name(f"{file.name}.wal")
        if log.exists():
            log.replace(target.with_name(f"{target.name}.wal"))
    except OSError as error:
        raise LandingError(
            f"{file}: cannot be moved aside ({os.strerror(error.errno or 0)}); "
            "make its folder writable, then rebuild"
        ) from None
    return target
