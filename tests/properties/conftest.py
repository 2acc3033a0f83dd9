"""The chain of legs and links on the demo company's night."""

import pytest

from tests.nights import House
from tests.properties.chain import Chain


@pytest.fixture(scope="session")
def chain(demo_house: House, intermediate_models: dict) -> Chain:
    """One for all tests: each builds anew what it asks about."""
    return Chain(intermediate_models, demo_house.warehouse)
