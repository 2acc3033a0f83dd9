"""The companies that the fault suite ruins."""

from pathlib import Path

import pytest

from tests.faults.small_house import new_house, publish_something
from tests.nights import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A company with exports that no night has landed, and a release that is current."""
    house = new_house(tmp_path)
    publish_something(house)
    return house
