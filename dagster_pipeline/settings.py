"""The settings of a run, read from the environment in this one place.

Every module gets a `Settings` from its caller; none reads the environment itself, and nothing is
read at import. What the settings mean is docs/operating.md's to explain; what a bad one says is
here: its name, its value and what to do.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[1]
DBT_PROJECT = PROJECT_ROOT / "dbt_project"

DEFAULT_KEEP_RELEASES = 30
MEMORY_SHARE = 0.6
MEMORY_LIMIT_FORM = re.compile(r"(\d+(?:\.\d+)?)\s*(%|[KMGT]i?B)", re.IGNORECASE)
CGROUP_MEMORY_LIMIT = Path("/sys/fs/cgroup/memory.max")


class SettingsError(ValueError):
    """A setting that cannot be used: names the setting, its value and the remedy."""

    def __init__(self, name: str, value: str, remedy: str) -> None:
        super().__init__(f"{name}: '{value}' cannot be used: {remedy}")


@dataclass(frozen=True)
class Settings:
    """What one run reads, writes and assumes. Paths are absolute."""

    exports: Path
    reference: Path
    warehouse: Path
    as_of: date | None
    """Business date of the run; None leaves it to M3.4."""
    landed_at: datetime | None
    """Instant recorded as landed_at (UTC, with zone); None means the moment of landing."""
    keep_releases: int
    memory_limit: str
    """In the engine's own words: `4GiB`."""
    alert_command: str | None

    @property
    def landing_file(self) -> Path:
        """The append-only store of everything landed; the one file to back up."""
        return self.warehouse / "landing.duckdb"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `RETURNS_*`; an empty value is the same as none.

    Raises SettingsError for the first value that cannot be used.
    """
    return Settings(
        exports=_folder(environ, "RETURNS_EXPORTS", "seeds/exports"),
        reference=_folder(environ, "RETURNS_REFERENCE", "seeds/reference"),
        warehouse=_folder(environ, "RETURNS_WAREHOUSE", "warehouse"),
        as_of=_business_date(environ, "RETURNS_AS_OF"),
        landed_at=_instant(environ, "RETURNS_LANDED_AT"),
        keep_releases=_count(environ, "RETURNS_KEEP_RELEASES", DEFAULT_KEEP_RELEASES),
        memory_limit=_memory_limit(environ, "RETURNS_MEMORY_LIMIT"),
        alert_command=environ.get("RETURNS_ALERT_COMMAND", "").strip() or None,
    )


def _folder(environ: Mapping[str, str], name: str, default: str) -> Path:
    """A folder; a relative value starts at the working directory, a default at the project."""
    value = environ.get(name, "").strip()
    folder = Path(value).expanduser().absolute() if value else PROJECT_ROOT / default
    if folder.exists() and not folder.is_dir():
        raise SettingsError(name, value or default, "it is a file; name a folder")
    return folder


def _business_date(environ: Mapping[str, str], name: str) -> date | None:
    value = environ.get(name, "").strip()
    if not value:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise SettingsError(name, value, "write a date as YYYY-MM-DD, such as 2026-10-31")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise SettingsError(name, value, f"there is no such day ({error})") from None


def _instant(environ: Mapping[str, str], name: str) -> datetime | None:
    value = environ.get(name, "").strip()
    if not value:
        return None
    remedy = "write an instant with its zone, such as 2026-10-31T23:00:00Z"
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        raise SettingsError(name, value, remedy) from None
    if instant.tzinfo is None:
        raise SettingsError(name, value, remedy)
    return instant.astimezone(UTC)


def _count(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name, "").strip()
    if not value:
        return default
    if not re.fullmatch(r"\d+", value):
        raise SettingsError(name, value, "write a whole number, 0 or more")
    return int(value)


def _memory_limit(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        return _share_of_memory(MEMORY_SHARE)
    form = MEMORY_LIMIT_FORM.fullmatch(value)
    if not form or float(form[1]) <= 0:
        raise SettingsError(name, value, "write a size such as 4GB or 512MiB, or a share as 60%")
    if form[2] != "%":
        return value
    if float(form[1]) > 100:
        raise SettingsError(name, value, "a share of memory is at most 100%")
    return _share_of_memory(float(form[1]) / 100)


def _share_of_memory(share: float) -> str:
    """A share of this machine's memory, or of its container's where that is less."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if CGROUP_MEMORY_LIMIT.exists():
        container = CGROUP_MEMORY_LIMIT.read_text().strip()
        if container.isdigit():
            memory = min(memory, int(container))
    return f"{max(1, int(memory * share / 1024**2))}MiB"
