"""Legs and links are the same in whatever order rows stand in the tables that they read (M5.7).

Every table of staging, reference and control is brought in another order and all models of both
folders are run again in this process. That files in other shapes land as the same rows is
test_shuffled_nights.py's.
"""

import pytest

from tests.chain import Chain
from tests.properties.shuffled import bring_rows

FEW = 1
MANY = 200


@pytest.mark.parametrize("times", [FEW, pytest.param(MANY, marks=pytest.mark.soak)])
def test_shuffled_rows_make_the_same_legs_and_links(chain: Chain, times: int) -> None:
    bring_rows(chain)
    chain.build()
    expected = chain.contents()
    assert expected["int_leg_shares"][0] > 0
    for seed in range(times):
        bring_rows(chain, seed)
        chain.build()
        found = chain.contents()
        others = [name for name, content in expected.items() if found[name] != content]
        assert not others, f"shuffled with {seed}, these hold other rows: {', '.join(others)}"
