"""Nights that several tests look at, run once, one after another, while tests that need none run.

A test asks for them as for any fixture (tests/conftest.py). They are started when the first test
starts, those alone that the chosen tests ask for, and the tests that need them are run last. On a
machine with two cores this halves the wait: a night, like a test, keeps one busy.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House
from tests.pipeline.grown import grown_house
from tests.pipeline.troubled import troubled_nights
from tests.scenarios.field_cases import joint_company
from tests.scenarios.stories.told import told_house


def demo_house(folder: Path) -> House:
    """The demo company after one night."""
    house = House(DEMO_EXPORTS, DEMO_REFERENCE, folder / "warehouse")
    house.publishing_night()
    return house


def cases_house(folder: Path) -> House:
    """The companies of the cases from the field, after one night."""
    house = House(*joint_company(folder), folder / "warehouse")
    house.publishing_night()
    return house


NIGHTS: dict[str, Callable[[Path], object]] = {
    "demo_house": demo_house,
    "troubled_nights": troubled_nights,
    "grown_house": grown_house,
    "cases_house": cases_house,
    "scenario_house": told_house,
}
"""By the name of their fixture, in the order in which they run."""


class NightsAhead:
    """The nights that are asked for, running or done."""

    def __init__(self, asked_for: Sequence[str], folder: Path) -> None:
        self._runner = ThreadPoolExecutor(max_workers=1)
        self._nights: dict[str, Future] = {}
        for name in asked_for:
            own_folder = folder / name
            own_folder.mkdir()
            self._nights[name] = self._runner.submit(NIGHTS[name], own_folder)

    def result(self, name: str) -> object:
        """What came of it; waits for its end. Raises what it raised."""
        return self._nights[name].result()

    def stop(self) -> None:
        """Lets the night that runs end, and starts no other."""
        self._runner.shutdown(cancel_futures=True)


def nights_of(item: pytest.Item) -> list[str]:
    """The nights that a test asks for, by itself or by its fixtures."""
    return [name for name in NIGHTS if name in getattr(item, "fixturenames", ())]


def nights_last(items: list[pytest.Item]) -> None:
    """Sorts tests by the last night that they wait for, those that need none first."""
    order = list(NIGHTS)
    items.sort(key=lambda item: max((order.index(name) for name in nights_of(item)), default=-1))
