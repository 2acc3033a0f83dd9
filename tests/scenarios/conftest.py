"""What the night over all cases published, for the tests that say what must come out of them."""

import duckdb
import pytest

from tests.nights import House


@pytest.fixture(scope="session")
def release(cases_house: House) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(cases_house.release), read_only=True)
