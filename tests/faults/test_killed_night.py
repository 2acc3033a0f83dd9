"""Whole nights killed with `kill -9`, in real processes, on the demo company.

Each night has a reason to build: a file that repeats what has landed, so that its rows must equal
those of the demo company's own, undisturbed night.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.faults.killing import kill_at, kill_when
from tests.faults.opened import opened_by_another
from tests.faults.places import NIGHT_PLACES, PUBLISHING_PLACES
from tests.faults.releases import current_release, shelf
from tests.figures import FIGURES
from tests.nights import DEMO_REFERENCE, House
from tests.pipeline.comparison import differences

NIGHT = "dagster_pipeline.nightly"
MODELS_WRITTEN = 60
IS_CURRENT = {
    "the release is current and nothing is pruned",
    "the night is over and its outcome is not written",
}
PLACES = [
    *NIGHT_PLACES,
    "the release is on the shelf and not current",
    "the release is current and nothing is pruned",
]


@pytest.fixture(scope="module")
def house(demo_house: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demo company after its night, with folders of its own."""
    folder = tmp_path_factory.mktemp("killed")
    house = House(folder / "exports", DEMO_REFERENCE, folder / "warehouse")
    shutil.copytree(demo_house.exports, house.exports)
    shutil.copytree(
        demo_house.warehouse,
        house.warehouse,
        symlinks=True,
        ignore=shutil.ignore_patterns("dbt", "dagster", "logs"),
    )
    return house


@pytest.fixture(scope="module")
def repeats() -> Iterator[int]:
    return count(1)


@pytest.fixture
def due(house: House, repeats: Iterator[int]) -> House:
    """The house with a reason for a night."""
    accounts = house.exports / "xero" / "books" / "accounts"
    shutil.copy(accounts / "2026-02-28.json", accounts / f"again_{next(repeats)}.json")
    return house


@pytest.mark.soak
def test_a_night_that_dies_under_dbt_is_made_good_by_the_next(
    due: House, demo_house: House
) -> None:
    release = current_release(due)
    with opened_by_another(due.warehouse / "warehouse.duckdb"):
        night = due.run("tests.faults.impatient")
    assert night.status == 1
    assert "Another program has a file" in night.complained
    assert "Traceback" not in night.said + night.complained
    assert current_release(due) == release

    assert kill_when(due, NIGHT, dbt_has_written(due))
    assert current_release(due) == release

    assert_made_good(due, demo_house)


@pytest.mark.soak
def test_a_night_whose_dbt_outlives_it_is_made_good_by_the_next(
    due: House, demo_house: House
) -> None:
    release = current_release(due)
    assert kill_when(due, NIGHT, dbt_has_written(due), with_children=False)
    assert current_release(due) == release
    assert_made_good(due, demo_house)


@pytest.mark.soak
@pytest.mark.parametrize("place", PLACES)
def test_a_night_killed_at_any_place_is_made_good_by_the_next(
    due: House, demo_house: House, place: str
) -> None:
    assert place in NIGHT_PLACES | PUBLISHING_PLACES
    if place == "the old warehouse is deleted":
        (due.warehouse / "warehouse.duckdb").write_text("no database")
    release = current_release(due)
    assert kill_at(due, NIGHT, place)
    assert (current_release(due) != release) == (place in IS_CURRENT)
    assert_made_good(due, demo_house)


def assert_made_good(house: House, undisturbed: House) -> None:
    """The next night ends with a release of the rows of an undisturbed one."""
    house.publishing_night()
    current_release(house)
    assert not [name for name in shelf(house) if name.startswith(".")]
    found = differences(undisturbed.release, house.release)
    FIGURES.records_lost += len(found)
    assert not found, "\n".join(found)
    FIGURES.survived += 1


def dbt_has_written(house: House) -> Callable[[], bool]:
    """Whether dbt has run some models of a night that starts now."""
    began = time.time()

    def is_time() -> bool:
        run = house.warehouse / "dbt" / "run"
        written = (path for path in run.rglob("*.sql") if _changed_at(path) > began)
        return sum(1 for _ in written) >= MODELS_WRITTEN

    return is_time


def _changed_at(path: Path) -> float:
    return path.stat().st_mtime
