"""A company's sign-offs and period ends, computed twice, where exports land late.

Each pull of the simulated company lands by itself, the first one of a month only after the month
before was signed off: what had landed decides what a sign-off knew (M9.3).
"""

import re
import shutil
from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.accuracy.second_computation import compare
from tests.nights import House
from tests.simulator.company import write_company


def files_by_pull(exports: Path) -> dict[str, list[Path]]:
    """The exported files by the day of their pull, which their paths name."""
    pulls = defaultdict(list)
    for file in sorted(path for path in exports.rglob("*") if path.is_file()):
        (day, *_) = re.findall(r"\d{4}-\d\d-\d\d", str(file.relative_to(exports)))
        pulls[day].append(file)
    return dict(sorted(pulls.items()))


def landed_at(day: str) -> datetime:
    """Pulled on the 2nd, landed on the 6th: a day after the month before was signed off."""
    day = f"{day[:8]}06" if day.endswith("-02") else day
    return datetime.fromisoformat(f"{day}T13:00:00+00:00")


@pytest.mark.soak
def test_what_landed_after_a_sign_off_restates_it_and_is_computed_alike(tmp_path: Path) -> None:
    write_company(tmp_path / "told", seed=7, returns=200)
    exports, reference = tmp_path / "exports", tmp_path / "told" / "reference"
    house = House(exports, reference, tmp_path / "warehouse")
    for day, files in files_by_pull(tmp_path / "told" / "exports").items():
        for file in files:
            target = exports / file.relative_to(tmp_path / "told" / "exports")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
        house = replace(house, landed_at=landed_at(day))
        house.landing_alone()
    house.publishing_night()

    comparison = compare(house.warehouse / "warehouse.duckdb")
    assert comparison.differences == []
    assert comparison.restatement_items > 100, "hardly anything was restated"
    assert comparison.open_figures > 50, "hardly anything was open"
