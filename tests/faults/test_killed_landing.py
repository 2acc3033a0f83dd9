"""Landing killed with `kill -9`, in real processes: what is there is whole, and the next run ends
with the rows of a run that nobody disturbed."""

import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.killing import kill_after, kill_at
from tests.faults.landed_rows import assert_nothing_is_half_landed, landed_rows
from tests.faults.places import LANDING_PLACES
from tests.faults.small_house import new_house
from tests.figures import FIGURES
from tests.nights import House

LANDING = "dagster_pipeline.landing"
COMMAND = f"{LANDING}.__main__"
# As many as the demo company has objects of an instance.
BATCHES = 13
SOAKED_LANDINGS = 20


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The exports, and what they land to when nobody disturbs it."""
    house = new_house(tmp_path_factory.mktemp("landing"))
    land(house)
    return house


@pytest.fixture(scope="module")
def undisturbed(company: House) -> Counter[tuple]:
    return landed_rows(company.landing_file)


@pytest.fixture
def house(company: House, tmp_path: Path) -> House:
    """The same exports, nothing landed."""
    return replace(company, warehouse=tmp_path / "warehouse")


def land(house: House) -> None:
    ended = house.run(LANDING)
    assert ended.status == 0, ended.complained


def assert_survived(house: House, undisturbed: Counter[tuple], kills: int = 1) -> None:
    """The next run ends with what an undisturbed one lands, whatever was killed before it."""
    land(house)
    landed = landed_rows(house.landing_file)
    FIGURES.records_compared += undisturbed.total()
    FIGURES.records_lost += (undisturbed - landed).total()
    assert landed == undisturbed
    FIGURES.survived += kills


@pytest.mark.parametrize(
    ("place", "nth"),
    [
        ("the tables are made", 1),
        ("a batch is stored and not committed", 1),
        ("a batch is stored and not committed", 5),
        ("a batch is committed", 3),
        ("everything is landed but the run's own row", 1),
    ],
)
def test_a_killed_landing_loses_nothing(
    house: House, undisturbed: Counter[tuple], place: str, nth: int
) -> None:
    assert kill_at(house, COMMAND, place, nth)
    assert_nothing_is_half_landed(house.landing_file)
    assert_survived(house, undisturbed)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("place", "nth"),
    [
        (place, nth)
        for place in LANDING_PLACES
        for nth in (range(1, BATCHES + 1) if place.startswith("a batch") else (1,))
    ],
)
def test_landing_killed_at_every_place_loses_nothing(
    house: House, undisturbed: Counter[tuple], place: str, nth: int
) -> None:
    assert kill_at(house, COMMAND, place, nth)
    assert_nothing_is_half_landed(house.landing_file)
    assert_survived(house, undisturbed)


@pytest.mark.soak
def test_landing_killed_at_random_moments_loses_nothing(
    company: House, undisturbed: Counter[tuple], tmp_path: Path
) -> None:
    """Each landing is killed up to four times before one may run to its end."""
    dice = random.Random(20261125)
    began = time.monotonic()
    land(replace(company, warehouse=tmp_path / "timed"))
    seconds = time.monotonic() - began
    for number in range(SOAKED_LANDINGS):
        house = replace(company, warehouse=tmp_path / f"warehouse_{number}")
        kills = 0
        for _ in range(dice.randint(1, 4)):
            kills += kill_after(house, LANDING, dice.uniform(0.2, 1.0) * seconds)
            assert_nothing_is_half_landed(house.landing_file)
        assert_survived(house, undisturbed, kills)
