"""One night over all cases, shared by the tests that say what must come out of them."""

import duckdb
import pytest

from tests.nights import House
from tests.scenarios.field_cases import joint_company


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The release of the joint company, for reading only."""
    folder = tmp_path_factory.mktemp("cases")
    house = House(*joint_company(folder), folder / "warehouse")
    house.publishing_night()
    return duckdb.connect(str(house.release), read_only=True)
