"""One night over all cases, shared by the tests that say what must come out of them."""

import duckdb
import pytest

from tests.nights import House
from tests.scenarios.field_cases import joint_company


@pytest.fixture(scope="session")
def cases_house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The joint company after one night, for reading only."""
    folder = tmp_path_factory.mktemp("cases")
    house = House(*joint_company(folder), folder / "warehouse")
    house.publishing_night()
    return house


@pytest.fixture(scope="session")
def release(cases_house: House) -> duckdb.DuckDBPyConnection:
    """What that night published."""
    return duckdb.connect(str(cases_house.release), read_only=True)
