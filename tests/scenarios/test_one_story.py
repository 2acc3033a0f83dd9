"""Timeline, grid, seven answers, verdict and action of every return line tell one story.

Read for all lines of the demo company and of the scenarios' companies. That a sentence can fail is
proved on a copy of a release into which a contradiction is put.
"""

import shutil
from collections.abc import Iterator

import duckdb
import pytest

from tests.nights import House
from tests.scenarios.contradictions import CONTRADICTIONS
from tests.scenarios.one_story import SENTENCES, contradictions


@pytest.fixture(scope="module", params=["demo_house", "scenario_house"])
def release(
    request: pytest.FixtureRequest, demo_house: House, scenario_house: House
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A release to read."""
    house = {"demo_house": demo_house, "scenario_house": scenario_house}[request.param]
    with duckdb.connect(str(house.release), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def copy(
    scenario_house: House, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the scenarios' release that may be damaged."""
    file = tmp_path_factory.mktemp("contradicted") / "returns.duckdb"
    shutil.copy(scenario_house.release, file)
    file.chmod(0o600)
    with duckdb.connect(str(file)) as connection:
        yield connection


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_line_contradicts(release: duckdb.DuckDBPyConnection, sentence: str) -> None:
    assert not contradictions(release, sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_contradiction_is_noticed(copy: duckdb.DuckDBPyConnection, sentence: str) -> None:
    copy.begin()
    try:
        copy.execute(CONTRADICTIONS[sentence])
        found = contradictions(copy, sentence)
    finally:
        copy.rollback()
    assert found


def test_every_sentence_is_proved_able_to_fail() -> None:
    assert CONTRADICTIONS.keys() == SENTENCES.keys()
