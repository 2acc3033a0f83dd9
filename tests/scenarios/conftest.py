"""The night of all scenarios, run once for all who read it."""

import os
from pathlib import Path

import pytest

from tests.nights import House
from tests.scenarios.stories.told import told_house


@pytest.fixture(scope="session")
def scenario_house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The companies of all scenarios after their last night, for reading only.

    RETURNS_SCENARIO_FOLDER may name a folder that already holds them.
    """
    ready = os.environ.get("RETURNS_SCENARIO_FOLDER")
    if ready:
        folder = Path(ready)
        return House(folder / "exports", folder / "reference", folder / "warehouse")
    return told_house(tmp_path_factory.mktemp("scenarios"))
