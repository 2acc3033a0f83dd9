"""The fault suite's figures at the end of a run, and the companies that its tests ruin."""

from pathlib import Path

import pytest

from tests.faults.small_house import new_house, publish_something
from tests.faults.tally import TALLY
from tests.nights import House


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TALLY.kills:
        terminalreporter.section("faults")
        terminalreporter.write_line(TALLY.line())


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A company with exports that no night has landed, and a release that is current."""
    house = new_house(tmp_path)
    publish_something(house)
    return house
