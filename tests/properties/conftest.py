"""The chain of legs and links on the demo company's night."""

import duckdb
import pytest

from tests.chain import Chain, attach_night
from tests.nights import House
from tests.properties.shuffled import bring_rows


@pytest.fixture(scope="session")
def chain(demo_house: House, intermediate_models: dict) -> Chain:
    """One for all tests: each builds anew what it asks about."""
    chain = Chain(intermediate_models, duckdb.connect())
    attach_night(chain.connection, demo_house.warehouse)
    bring_rows(chain)
    return chain
