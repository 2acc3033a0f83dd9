"""A company that grows: nights over exports that come bit by bit, in other files than the demo's.

The demo company's records, each pull in files of another shape and order, and the later pull a
landing before the earlier one. What came of the nights is for the tests to read.
"""

import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House, Night
from tests.pipeline.rearrangement import read_pulls, write_rearranged


@dataclass(frozen=True)
class Told:
    """A night, and the warehouse folder as it left it."""

    night: Night
    seconds: float
    last_night: dict
    current: str
    releases: list[str]
    dbt_ended_at: int


@dataclass
class GrownHouse:
    """The company after its nights, in their order."""

    house: House
    first: Told = field(init=False)
    idle: Told = field(init=False)
    with_new_files: Told = field(init=False)
    startup_seconds: float = field(init=False)
    """What `dagster --version` took right before the idle night."""


def grown_house(folder: Path) -> GrownHouse:
    """Two nights with new exports, and one between them without."""
    grown = GrownHouse(House(folder / "exports", DEMO_REFERENCE, folder / "warehouse"))
    seen_folders: set[str] = set()
    earlier_pulls = []
    for pull in read_pulls(DEMO_EXPORTS):
        if pull.object_folder in seen_folders:
            earlier_pulls.append(pull)
            continue
        seen_folders.add(pull.object_folder)
        write_rearranged(pull, grown.house.exports, "a_first_night")
    grown.first = _told_night(grown.house)
    grown.startup_seconds = _startup_seconds()
    grown.idle = _told_night(grown.house)
    for place, pull in enumerate(earlier_pulls):
        write_rearranged(pull, grown.house.exports, f"b_second_night_{place}")
    grown.with_new_files = _told_night(grown.house)
    return grown


def _told_night(house: House) -> Told:
    began = time.monotonic()
    night = house.night()
    seconds = time.monotonic() - began
    assert night.status == 0, f"the night failed:\n{night.said}\n{night.complained}"
    return Told(
        night=night,
        seconds=seconds,
        last_night=house.last_night(),
        current=(house.warehouse / "current").readlink().name,
        releases=sorted(path.name for path in (house.warehouse / "releases").iterdir()),
        dbt_ended_at=(house.warehouse / "dbt" / "run_results.json").stat().st_mtime_ns,
    )


def _startup_seconds() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "dagster", "--version"], capture_output=True, check=True)
    return time.monotonic() - began
